import { Problem } from './problem.js';
import type { WrongValue } from './wrong-value.js';

const PLACES = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  body: 'member of the body',
} as const;

/** 422, naming what is wrong and where: `BODY_INVALID` where only the body is to blame, else `PARAMETER_INVALID`. */
export function invalidRequest(errors: readonly WrongValue[]): Problem {
  const isBody = errors.every((each) => each.in === 'body');
  const code = isBody ? 'BODY_INVALID' : 'PARAMETER_INVALID';
  return new Problem(422, code, sentenceOf(errors), { errors });
}

function sentenceOf(errors: readonly WrongValue[]): string {
  const [first, ...others] = errors;
  if (first === undefined) return 'The request is not valid.';
  if (others.length > 0) {
    const names = [...new Set(errors.map((each) => named(each)))];
    const shown = names.length > 5 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
    return `The request is not valid: see \`errors\` for ${shown.join(', ')}.`;
  }
  return first.pointer === ''
    ? `${capital(first.detail)}.`
    : `The ${named(first)} is not valid: ${first.detail}.`;
}

function named({ in: place, name, pointer }: WrongValue): string {
  return pointer === '' ? 'body' : `${PLACES[place]} ${name ?? pointer}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
