import { applyDecorators } from '@nestjs/common';
import { IsISO8601, Matches } from 'class-validator';

/** An instant that says where its clock stands. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true }),
    Matches(/T.*(Z|[+-]\d\d:\d\d)$/, {
      message: '$property must be a time with its offset, such as 2026-01-31T12:00:00Z',
    }),
  );
