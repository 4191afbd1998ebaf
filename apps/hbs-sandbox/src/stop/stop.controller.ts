import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import { toIdentification, ShownMedium } from '../identification/shown-medium.js';
import { SpelledEvseId } from '../spelling.js';
import { SandboxStopService, type StopResult } from './stop.service.js';

class StopOrder extends ShownMedium {
  @SpelledEvseId()
  @IsString()
  readonly evseId: string = 'DE*ABC*E12345*1';
}

/** Drivers who show a medium to stop a charge. */
@Controller('stop')
export class SandboxStopController {
  constructor(private readonly stops: SandboxStopService) {}

  /** Shows a medium to a charging point with a running charge; by default the one that began it. */
  @Post()
  @HttpCode(200)
  stop(@Body() { evseId, ...shown }: StopOrder): Promise<StopResult> {
    return this.stops.stop(evseId, toIdentification(shown));
  }
}
