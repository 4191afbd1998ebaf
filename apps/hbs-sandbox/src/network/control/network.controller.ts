import { BadRequestException, Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Spelled, SpelledEvseId } from '../../spelling.js';
import type { VirtualEvseStatus } from '../evse-status-board.js';
import { FeedFileError } from '../feed-file.js';
import type { ChangesMade } from '../network-changes.js';
import { NetworkControl, type NetworkSummary } from './network-control.js';

const MOST = 1_000_000;
const Count = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsInt(), Min(0), Max(MOST)]) decorate(target, property);
};

class LoadNetwork {
  @IsOptional()
  @Count()
  readonly evses?: number;

  @IsOptional()
  @IsInt()
  readonly seed?: number;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly dataFile?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly statusFile?: string;
}

class ChangeNetwork {
  @Count()
  readonly insert: number = 0;

  @Count()
  readonly update: number = 0;

  @Count()
  readonly delete: number = 0;

  @Count()
  readonly restore: number = 0;

  @IsOptional()
  @IsInt()
  readonly seed?: number;
}

class SetStatus {
  @SpelledEvseId()
  @IsString()
  @IsNotEmpty()
  readonly evseId!: string;

  @Spelled(['Available', 'Occupied', 'Reserved', 'OutOfService'])
  @IsIn(['Available', 'Occupied', 'Reserved', 'OutOfService'])
  readonly status!: VirtualEvseStatus;
}

class MoveStatuses {
  /** Count of charging points that get another status. */
  @Count()
  readonly change: number = 0;

  @IsOptional()
  @IsInt()
  readonly seed?: number;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => SetStatus)
  readonly set: readonly SetStatus[] = [];
}

/** Shows, changes and replaces the charging network at HBS. */
@Controller('network')
export class NetworkController {
  constructor(private readonly control: NetworkControl) {}

  /** The size of the network. */
  @Get()
  summary(): NetworkSummary {
    return this.control.summary;
  }

  /**
   * Replaces the network by a generated one, or one from files in the format of the Swiss feed.
   *
   * @throws {BadRequestException} and nothing is changed
   */
  @Post()
  @HttpCode(200)
  load(@Body() source: LoadNetwork): NetworkSummary {
    const { evses, dataFile, statusFile } = source;
    if (evses === undefined && dataFile === undefined && statusFile === undefined)
      throw new BadRequestException('Name what to load: evses (a number), dataFile or statusFile (a path).');
    if (evses !== undefined && dataFile !== undefined)
      throw new BadRequestException('Name either evses, to generate, or dataFile, to read a file.');
    try {
      return this.control.load(source);
    } catch (error) {
      if (error instanceof FeedFileError) throw new BadRequestException(`${error.message}. ${error.advice}`);
      throw error;
    }
  }

  /** Lets operators insert, update, delete and restore records. */
  @Post('changes')
  @HttpCode(200)
  change(@Body() order: ChangeNetwork): ChangesMade {
    return this.control.change(order);
  }

  /** Changes statuses. @throws {BadRequestException} for an EvseID that is not in the network */
  @Post('statuses')
  @HttpCode(200)
  moveStatuses(@Body() { change, seed, set }: MoveStatuses): NetworkSummary {
    const unknown = this.control.moveStatuses(change, set, seed);
    if (unknown.length > 0)
      throw new BadRequestException(`The network has no charging point ${unknown.slice(0, 5).join(', ')}.`);
    return this.control.summary;
  }
}
