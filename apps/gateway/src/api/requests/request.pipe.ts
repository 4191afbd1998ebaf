import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { toInvalidRequest } from '../problems/invalid-request.js';
import { toWrongValue, type WrongValue } from '../problems/wrong-value.js';
import { readRequest, toUnknownValue } from './read-request.js';
import { isRequestClass } from './request-class.js';

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** Reads bodies and queries as their classes say, or refuses them with every wrong value and its place. */
@Injectable()
export class RequestPipe implements PipeTransform {
  /** Reads one parameter of an operation. @throws {Problem} 422 BODY_INVALID, PARAMETER_INVALID */
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !isRequestClass(metatype)) return value;
    const reading = readRequest(type, metatype, type === 'body' ? bodyOf(value) : queryOf(value));
    if ('value' in reading) return reading.value;
    throw toInvalidRequest(reading.wrong);
  }
}

/**
 * Refuses every member of a query or a body that the operation does not accept.
 *
 * @throws {Problem} where the body is not an object
 */
export function findUnknownValues(place: 'query' | 'body', sent: unknown): readonly WrongValue[] {
  const members = place === 'body' ? bodyOf(sent) : queryOf(sent);
  return Object.keys(members).map((name) => toUnknownValue(place, name));
}

const queryOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

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
