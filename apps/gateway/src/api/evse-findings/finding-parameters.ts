import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { evseFindingCodes, type EvseFindingCode } from '#messaging';
import { written } from '../identifier-parameters.js';
import { OneOf } from '../one-of.js';
import { IsInstant } from '../requests/is-instant.js';
import { PageParameters } from '../page-parameters.js';

const codes = Object.keys(evseFindingCodes);

/** Filters of the list of findings; each that is given must hold. */
export class FindingParameters extends PageParameters {
  @ApiPropertyOptional({
    description: `OperatorID of the operator. ${written.operatorId}`,
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
  @OneOf(codes, 'a code of findings')
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
  @OneOf(['json', 'csv'], 'a format')
  readonly format?: 'json' | 'csv';
}
