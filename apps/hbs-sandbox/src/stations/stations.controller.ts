import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Post,
  Query,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { parseEvseId } from '#oicp';
import { Spelled, SpelledEvseId } from '../spelling.js';
import { errorTypes, type ErrorType } from './virtual-charge.js';
import { toChargeView, type ChargeView } from './charge-view.js';
import { ChargingStations } from './charging-stations.js';

class AtStation {
  @SpelledEvseId()
  @IsString()
  readonly evseId: string = 'DE*ABC*E12345*1';
}

class BreakStation extends AtStation {
  @Spelled(errorTypes)
  @IsIn(errorTypes)
  readonly error: ErrorType = 'ConnectorError';
}

class ListCharges {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly last: number = 100;
}

/** What happens at virtual charging stations besides showing a medium. */
@Controller()
export class StationsController {
  constructor(private readonly stations: ChargingStations) {}

  /** Plugs a cable in. */
  @Post('plug')
  @HttpCode(204)
  plug(@Body() { evseId }: AtStation): void {
    this.stations.plug(assertEvseId(evseId));
  }

  /** Unplugs the cable. @returns the charge that ended with it */
  @Post('unplug')
  @HttpCode(200)
  unplug(@Body() { evseId }: AtStation): { readonly ended: ChargeView | null } {
    const charge = this.stations.unplug(assertEvseId(evseId));
    return { ended: charge ? toChargeView(charge) : null };
  }

  /**
   * Ends a charge with an error; the station is out of service until a cable is plugged in or unplugged.
   *
   * @throws {ConflictException} where no charge is running
   */
  @Post('break')
  @HttpCode(200)
  break(@Body() { evseId, error }: BreakStation): { readonly ended: ChargeView } {
    const charge = this.stations.runningAt(assertEvseId(evseId));
    if (!charge) throw new ConflictException(`No charge is running at ${evseId}.`);
    this.stations.end(charge, error);
    return { ended: toChargeView(charge) };
  }

  /** The latest charges, the newest first. */
  @Get('charges')
  list(@Query() { last }: ListCharges): readonly ChargeView[] {
    return [...this.stations.charges].slice(-last).toReversed().map(toChargeView);
  }
}

/** @throws {BadRequestException} */
function assertEvseId(evseId: string): string {
  if (!parseEvseId(evseId))
    throw new BadRequestException('evseId must be an EvseID such as DE*ABC*E12345*1.');
  return evseId;
}
