import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { toInvalidRequest } from '../problems/invalid-request.js';
import { displayName, toWrongValue, type RequestPlace, type WrongValue } from '../problems/wrong-value.js';
import { readMembers } from './members.js';

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** The rules of class-validator that are about a type, and the type. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['isString', 'string'],
  ['isNumber', 'number'],
  ['isInt', 'number'],
  ['isBoolean', 'boolean'],
]);

/** Parses bodies and queries into their classes, or refuses them with every wrong value and its place. */
@Injectable()
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, exceptionFactory: (errors) => new InvalidError(errors) });
  }

  /** Parses one parameter of an operation. @throws {Problem} 422 BODY_INVALID, PARAMETER_INVALID */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type === 'custom' || !metatype || !this.toValidate(metadata))
      return await super.transform(value, metadata);
    const place = type === 'body' ? 'body' : 'query';
    const { known, unknown, nulls } = readMembers(place === 'body' ? bodyOf(value) : value, metatype);
    const wrong = unknown.map((name) => toUnknownValue(place, name));
    try {
      const read: unknown = await super.transform(known, metadata);
      if (wrong.length === 0) return read;
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      wrong.push(...toWrongValues(error.errors, place, nulls));
    }
    throw toInvalidRequest(wrong);
  }
}

/**
 * Refuses every member of a query or a body that the operation does not accept.
 *
 * @throws {Problem} where the body is not an object
 */
export function findUnknownValues(place: 'query' | 'body', sent: unknown): readonly WrongValue[] {
  const members = place === 'body' ? bodyOf(sent) : (sent ?? {});
  return Object.keys(members).map((name) => toUnknownValue(place, name));
}

const toUnknownValue = (place: RequestPlace, name: string): WrongValue =>
  toWrongValue(place, [name], `${displayName(name)} is not known here`);

/** Carries what class-validator found to where the place in the request is known. */
class InvalidError extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('the request is not valid');
  }
}

/** @returns an empty object where there is no body @throws {Problem} where the body is not an object */
function bodyOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  const found =
    value === null ? 'null' : Array.isArray(value) ? 'a list' : (ARTICLES[typeof value] ?? 'something else');
  throw toInvalidRequest([toWrongValue('body', [], `the body must be a JSON object, but it is ${found}`)]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toWrongValues(
  errors: readonly ValidationError[],
  place: RequestPlace,
  nulls: ReadonlySet<string>,
  above: readonly string[] = [],
): readonly WrongValue[] {
  return errors.flatMap(({ property, value, constraints, children = [] }) => {
    const path = [...above, property];
    const details = describeViolations(property, value, constraints, nulls);
    const own = details.map((detail) => toWrongValue(place, path, detail));
    return [...own, ...toWrongValues(children, place, nulls, path)];
  });
}

function describeViolations(
  property: string,
  value: unknown,
  constraints: ValidationError['constraints'],
  nulls: ReadonlySet<string>,
): readonly string[] {
  if (constraints === undefined) return [];
  // A missing value violates every rule at once, also those about its length and form.
  if (value !== undefined) return findTypeProblem(value, constraints) ?? Object.values(constraints);
  return [nulls.has(property) ? `${property} is missing; null counts as absent` : `${property} is missing`];
}

/** A value of the wrong type violates every other rule as well; only the one about the type is useful. */
function findTypeProblem(
  value: unknown,
  constraints: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const rule = Object.keys(constraints).find((name) => {
    const type = TYPES.get(name);
    return type !== undefined && typeof value !== type;
  });
  const problem = rule === undefined ? undefined : constraints[rule];
  return problem === undefined ? undefined : [problem];
}
