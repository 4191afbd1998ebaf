import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { spelling } from './identifier-parameters.js';
import { PageParameters } from '../http/page-parameters.js';

/** Filters by contract and by charging point. */
export class ChargingParameters extends PageParameters {
  @ApiPropertyOptional({ description: `EvcoID of the contract. ${spelling.evcoId}` })
  @IsOptional()
  @IsString()
  readonly evcoId?: string;

  @ApiPropertyOptional({ description: `EvseID of the charging point. ${spelling.evseId}` })
  @IsOptional()
  @IsString()
  readonly evseId?: string;
}
