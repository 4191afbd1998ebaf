import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { written } from './identifier-parameters.js';
import { PageParameters } from '../http/page-parameters.js';

/** Which of a list is asked for by whose contract it is, and at which charging point. */
export class ChargingParameters extends PageParameters {
  @ApiPropertyOptional({ description: `EvcoID of the contract. ${written.evcoId}` })
  @IsOptional()
  @IsString()
  readonly evcoId?: string;

  @ApiPropertyOptional({ description: `EvseID of the charging point. ${written.evseId}` })
  @IsOptional()
  @IsString()
  readonly evseId?: string;
}
