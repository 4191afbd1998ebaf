import { Transform } from 'class-transformer';

/** As JSON writes numbers; `Number` would take an empty text for 0, and hexadecimal digits. */
const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** A number in a query, which is text there; what is none stays as it is, for the rules of the property to refuse. */
export const NumberInQuery = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && NUMBER.test(value) ? Number(value) : value,
  );
