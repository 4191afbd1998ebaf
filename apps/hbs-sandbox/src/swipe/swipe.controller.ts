import { BadRequestException, Body, Controller, Post } from '@nestjs/common';
import { IsBoolean, IsString } from 'class-validator';
import { toIdentification, ShownMedium } from '../identification/shown-medium.js';
import { SwipeService, type SwipeResult } from './swipe.service.js';

class SwipeOrder extends ShownMedium {
  @IsString()
  readonly operatorId: string = 'DE*ABC';

  @IsString()
  readonly evseId: string = 'DE*ABC*E12345*1';

  @IsBoolean()
  readonly charge: boolean = true;
}

/** Drivers who show a medium to start a charge. */
@Controller('swipe')
export class SwipeController {
  constructor(private readonly swipes: SwipeService) {}

  /** Shows a medium to a charging point. @throws {BadRequestException} without a medium */
  @Post()
  swipe(@Body() { operatorId, evseId, charge, ...shown }: SwipeOrder): Promise<SwipeResult> {
    const identification = toIdentification(shown);
    if (!identification)
      throw new BadRequestException('Give a medium: uid, or qr with pin, or plugAndCharge.');
    return this.swipes.swipe({ identification, operatorId, evseId, charge });
  }
}
