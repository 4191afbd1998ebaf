import { Transform } from 'class-transformer';
import { IsBoolean, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { PageParameters } from '../page-parameters.js';

/** An instant that says where its clock stands. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true }),
    Matches(/T.*(Z|[+-]\d\d:\d\d)$/, {
      message: '$property must be a time with its offset, such as 2026-01-31T12:00:00Z',
    }),
  );

const IsIdentifier = (): PropertyDecorator =>
  applyDecorators(IsOptional(), IsString(), IsNotEmpty(), MaxLength(250));

/** Filters of the list of charge detail records; each that is given must hold. */
export class CdrParameters extends PageParameters {
  /** The session ended then or later. */
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  /** The session ended before. */
  @IsOptional()
  @IsInstant()
  readonly to?: string;

  @IsIdentifier()
  readonly evseId?: string;

  @IsIdentifier()
  readonly evcoId?: string;

  @IsIdentifier()
  readonly uid?: string;

  @IsIdentifier()
  readonly operatorId?: string;

  @IsIdentifier()
  readonly providerId?: string;

  /** Code of a finding, such as `unknown-session`. */
  @IsIdentifier()
  readonly finding?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'conflicted must be true or false' })
  readonly conflicted?: boolean;
}
