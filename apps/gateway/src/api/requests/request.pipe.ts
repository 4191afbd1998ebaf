import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { invalidRequest } from '../problems/invalid-request.js';
import { shownName, wrongValue, type RequestPlace, type WrongValue } from '../problems/wrong-value.js';
import { readMembers } from './members.js';

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** Reads bodies and queries into their classes, or says what is wrong with them and where. */
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, exceptionFactory: (errors) => new InvalidError(errors) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type === 'custom' || !metatype || !this.toValidate(metadata))
      return await super.transform(value, metadata);
    const place = type === 'body' ? 'body' : 'query';
    const { known, unknown, nulls } = readMembers(place === 'body' ? bodyOf(value) : value, metatype);
    const wrong = unknown.map((name) => wrongValue(place, [name], `${shownName(name)} is not known here`));
    try {
      const read: unknown = await super.transform(known, metadata);
      if (wrong.length === 0) return read;
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      wrong.push(...wrongValues(error.errors, place, nulls));
    }
    throw invalidRequest(wrong);
  }
}

/** What class-validator found, on its way to where the request is known. */
class InvalidError extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('the request is not valid');
  }
}

/** @throws {Problem} where there is a body that is no object; where there is none, its members are missing */
function bodyOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  const found =
    value === null ? 'null' : Array.isArray(value) ? 'a list' : (ARTICLES[typeof value] ?? 'something else');
  throw invalidRequest([wrongValue('body', [], `the body must be a JSON object, and is ${found}`)]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongValues(
  errors: readonly ValidationError[],
  place: RequestPlace,
  nulls: ReadonlySet<string>,
  above: readonly string[] = [],
): readonly WrongValue[] {
  return errors.flatMap(({ property, value, constraints, children = [] }) => {
    const path = [...above, property];
    const details = detailsOf(property, value, constraints, nulls);
    const own = details.map((detail) => wrongValue(place, path, detail));
    return [...own, ...wrongValues(children, place, nulls, path)];
  });
}

function detailsOf(
  property: string,
  value: unknown,
  constraints: ValidationError['constraints'],
  nulls: ReadonlySet<string>,
): readonly string[] {
  if (constraints === undefined) return [];
  // What is missing breaks every rule at once, also those about its length and form.
  if (value !== undefined) return Object.values(constraints);
  return [
    nulls.has(property) ? `${property} is missing: null is the same as absent` : `${property} is missing`,
  ];
}
