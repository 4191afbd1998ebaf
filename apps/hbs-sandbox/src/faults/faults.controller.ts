import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { outboundOperations, type OutboundOperationName } from '#oicp';
import { Spelled } from '../spelling.js';
import { FaultBoard, type WaitingFault } from './fault-board.js';
import { faultKinds, type FaultKind } from './fault.js';

const LONGEST_DELAY_MS = 10 * 60_000;

class OrderFault {
  @Spelled(Object.keys(outboundOperations))
  @IsIn(Object.keys(outboundOperations))
  readonly operation!: OutboundOperationName;

  @Spelled(faultKinds)
  @IsIn(faultKinds)
  readonly kind!: FaultKind;

  @IsOptional()
  @Matches(/^\d{3}$/, { message: 'code must be a status code of OICP, three digits such as 603' })
  readonly code?: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LONGEST_DELAY_MS)
  readonly delayMs?: number;

  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly times: number = 1;

  @IsOptional()
  @IsInt()
  @Min(0)
  readonly page?: number;

  @IsBoolean()
  readonly after: boolean = false;
}

/** Orders faults for calls of an EMP. */
@Controller('faults')
export class FaultsController {
  constructor(private readonly board: FaultBoard) {}

  /** Adds a fault. @returns all faults */
  @Post()
  add(@Body() order: OrderFault): readonly WaitingFault[] {
    this.board.add(order);
    return this.board.waiting;
  }

  /** The faults that have calls left to apply to. */
  @Get()
  list(): readonly WaitingFault[] {
    return this.board.waiting;
  }

  /** Removes all faults; calls that are being delayed continue. */
  @Delete()
  @HttpCode(204)
  clear(): void {
    this.board.clear();
  }
}
