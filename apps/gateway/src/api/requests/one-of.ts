import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn } from 'class-validator';
import { parseBoolean, KnownValues } from '#oicp';

/**
 * Requires one of a closed list of values, in any spelling that the reader of OICP accepts: `Active`, `evse_data`.
 *
 * @param noun what the values are, such as `a state of sessions`
 */
export const OneOf = (values: readonly string[], noun: string): PropertyDecorator => {
  const known = new KnownValues(values);
  const read = (value: unknown): unknown =>
    typeof value === 'string' ? (known.find(value) ?? value) : value;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => read(value)),
    IsIn(values, {
      message: ({ property, value }: { property: string; value: unknown }) =>
        typeof value === 'string'
          ? known.refusalOf(value, noun)
          : `${property} must be ${noun}: ${values.join(', ')}`,
    }),
  );
};

/** Parses `true` or `false` in a query, also `1` or `0`, in any case. */
export const BooleanInQuery = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseBoolean(value) ?? value) : value,
    ),
    IsBoolean({ message: '$property must be true or false' }),
  );
