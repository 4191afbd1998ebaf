import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { cdrFindingCodes } from '#suite';
import { IsInstant } from '../requests/is-instant.js';
import { NotBefore } from '../requests/not-before.js';
import { spelling } from '../requests/identifier-parameters.js';
import { BooleanInQuery } from '../requests/one-of.js';
import { PageParameters } from '../http/page-parameters.js';

/** A filter by a text of the record. */
const TextFilter = (description: string, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description, maxLength: 250, ...(example && { example }) }),
    IsOptional(),
    IsString(),
    IsNotEmpty(),
    MaxLength(250),
  );

/** Filters of the list of charge detail records, combined by AND. */
export class CdrParameters extends PageParameters {
  @ApiPropertyOptional({
    description:
      'Records of sessions that ended at this time or later. A record without a plausible end is listed by when it was received.',
    format: 'date-time',
  })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({
    description: 'Records of sessions that ended before this time.',
    format: 'date-time',
  })
  @IsOptional()
  @IsInstant()
  @NotBefore('from')
  readonly to?: string;

  @TextFilter(`EvseID of the charging point. ${spelling.evseId}`)
  readonly evseId?: string;

  @TextFilter(`EvcoID of the contract. ${spelling.evcoId}`)
  readonly evcoId?: string;

  @TextFilter(`UID of the card. ${spelling.uid}`)
  readonly uid?: string;

  @TextFilter(`OperatorID of the operator. ${spelling.operatorId}`)
  readonly operatorId?: string;

  @TextFilter('One of our ProviderIDs, with or without its separator.')
  readonly providerId?: string;

  @TextFilter(
    `Code of a finding, in any spelling: ${cdrFindingCodes.join(', ')}; \`docs/cdr-findings.md\` explains them.`,
    'unknown-session',
  )
  readonly finding?: string;

  @ApiPropertyOptional({
    description: 'Whether there is another record of the session with a different bill.',
  })
  @IsOptional()
  @BooleanInQuery()
  readonly conflicted?: boolean;
}

/** A range of time whose records are fetched again. */
export class OrderBackfill {
  @ApiProperty({
    description: 'Where the range begins.',
    format: 'date-time',
    example: '2026-01-01T00:00:00Z',
  })
  @IsInstant()
  readonly from!: string;

  @ApiProperty({
    description: 'Where the range ends, in the past. A time up to a minute ahead counts as now.',
    format: 'date-time',
    example: '2026-01-08T00:00:00Z',
  })
  @IsInstant()
  readonly to!: string;

  @ApiPropertyOptional({ description: 'One of our ProviderIDs; without it, all of them.', example: 'DE-EMP' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly providerId?: string;
}

/** Selects one of the contents in which a record was received. */
export class ContentParameters {
  @ApiPropertyOptional({
    description: '`id` of one of the contents in which the record was received; without it, the first.',
  })
  @IsOptional()
  @IsString()
  readonly content?: string;
}
