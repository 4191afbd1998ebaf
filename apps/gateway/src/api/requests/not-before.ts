import { ValidateBy, type ValidationArguments } from 'class-validator';

/** Name of the rule. */
export const NOT_BEFORE = 'notBefore';

/** Requires that the end of a range is not before its beginning. What is not an instant is refused by its own rule. */
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

/** `NaN` for what is not an instant: it compares as false with everything. */
const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
