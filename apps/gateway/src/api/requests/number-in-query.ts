import { Transform } from 'class-transformer';

/** JSON's syntax of numbers; `Number` would also accept an empty text, as 0, and hexadecimal digits. */
const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Parses a number in a query. What is not a number stays unchanged, for the rules of the property to refuse. */
export const NumberInQuery = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && NUMBER.test(value) ? Number(value) : value,
  );
