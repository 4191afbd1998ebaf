import { Body, Controller, Post } from '@nestjs/common';
import { IsNotEmpty, IsString } from 'class-validator';
import { SwipeService, type SwipeResult } from './swipe.service.js';

class Swipe {
  @IsString()
  @IsNotEmpty()
  readonly uid!: string;

  @IsString()
  readonly operatorId: string = 'DE*ABC';

  @IsString()
  readonly evseId: string = 'DE*ABC*E12345*1';
}

@Controller('swipe')
export class SwipeController {
  constructor(private readonly swipes: SwipeService) {}

  /** Holds a card to a charging point of some operator. */
  @Post()
  swipe(@Body() { uid, operatorId, evseId }: Swipe): Promise<SwipeResult> {
    return this.swipes.swipe(uid, operatorId, evseId);
  }
}
