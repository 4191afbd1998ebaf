import { ValidateBy, type ValidationArguments } from 'class-validator';

export const NOT_BEFORE = 'notBefore';

/** Of the end of a range of time: that it does not lie before its beginning. Both are instants, or refused as none. */
export const NotBefore = (beginning: string): PropertyDecorator =>
  ValidateBy({
    name: NOT_BEFORE,
    constraints: [beginning],
    validator: {
      validate: (end: unknown, about) => !(timeOf(end) < timeOf(valueOf(about, beginning))),
      defaultMessage: (about) => `${about?.property} must not lie before ${beginning}`,
    },
  });

function valueOf(about: ValidationArguments | undefined, property: string): unknown {
  return new Map(Object.entries(about?.object ?? {})).get(property);
}

/** `NaN` for what is no instant, which is before nothing. */
const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
