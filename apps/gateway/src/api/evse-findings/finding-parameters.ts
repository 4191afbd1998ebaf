import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { evseFindingCodes, type EvseFindingCode } from '#suite';
import { spelling } from '../requests/identifier-parameters.js';
import { OneOf } from '../requests/one-of.js';
import { IsInstant } from '../requests/is-instant.js';
import { NotBefore } from '../requests/not-before.js';
import { PageParameters } from '../http/page-parameters.js';

const codes = Object.keys(evseFindingCodes);

/** Filters of the list of findings, combined by AND. */
export class FindingParameters extends PageParameters {
  @ApiPropertyOptional({
    description: `OperatorID of the operator. ${spelling.operatorId}`,
    maxLength: 250,
    example: 'DE*ABC',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(250)
  readonly operatorId?: string;

  @ApiPropertyOptional({
    description: `Code of the finding: ${Object.entries(evseFindingCodes)
      .map(([code, means]) => `\`${code}\`: ${means}`)
      .join('; ')}.`,
    enum: codes,
  })
  @IsOptional()
  @OneOf(codes, 'a code of findings')
  readonly code?: EvseFindingCode;

  @ApiPropertyOptional({ description: 'Findings first made at this time or later.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'Findings first made before this time.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  @NotBefore('from')
  readonly to?: string;

  @ApiPropertyOptional({
    description:
      '`csv` returns all findings in one file (RFC 4180, UTF-8 with a byte order mark), regardless of `limit` and `cursor`. A cell that a spreadsheet would run as a formula begins with an apostrophe.',
    enum: ['json', 'csv'],
    default: 'json',
  })
  @IsOptional()
  @OneOf(['json', 'csv'], 'a format')
  readonly format?: 'json' | 'csv';
}
