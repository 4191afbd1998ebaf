import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import { readInstant } from '#platform';

/** Name of the rule. */
export const IS_INSTANT = 'isInstant';

/** Requires an RFC 3339 instant with any offset; the operation receives it in UTC. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => utcOf(value) ?? value),
    (target: object, property: string | symbol) => {
      registerDecorator({
        name: IS_INSTANT,
        target: target.constructor,
        propertyName: String(property),
        validator: {
          validate: (value: unknown) => utcOf(value) !== undefined,
          defaultMessage: (about) => `${about?.property} ${problemOf(about?.value)}`,
        },
      });
    },
  );

function utcOf(value: unknown): string | undefined {
  const reading = typeof value === 'string' ? readInstant(value) : undefined;
  return reading !== undefined && 'utc' in reading ? reading.utc : undefined;
}

function problemOf(value: unknown): string {
  const reading = readInstant(typeof value === 'string' ? value : '');
  return 'problem' in reading ? reading.problem : 'must be a time with its offset';
}
