import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { evseFindingCodes, type EvseFindingCode } from '#messaging';
import { IsInstant } from '../is-instant.js';
import { PageParameters } from '../page-parameters.js';

const codes = Object.keys(evseFindingCodes);

/** Filters of the list of findings; each that is given must hold. */
export class FindingParameters extends PageParameters {
  @ApiPropertyOptional({
    description: 'OperatorID of the operator, in any way to write it.',
    maxLength: 250,
    example: 'DE*ABC',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(250)
  readonly operatorId?: string;

  @ApiPropertyOptional({
    description: `What was found: ${Object.entries(evseFindingCodes)
      .map(([code, means]) => `\`${code}\`: ${means}`)
      .join('; ')}.`,
    enum: codes,
  })
  @IsOptional()
  @IsIn(codes, { message: `code must be one of ${codes.join(', ')}` })
  readonly code?: EvseFindingCode;

  @ApiPropertyOptional({ description: 'First found then or later.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'First found before.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly to?: string;

  @ApiPropertyOptional({
    description:
      '`csv` gives all findings in one file (RFC 4180), whatever `limit` and `cursor` say; a cell that a spreadsheet would run as a formula begins with an apostrophe.',
    enum: ['json', 'csv'],
    default: 'json',
  })
  @IsOptional()
  @IsIn(['json', 'csv'], { message: 'format must be json or csv' })
  readonly format?: 'json' | 'csv';
}
