import { Problem } from './problem.js';
import { toSentence } from './sentence.js';
import { leafOf, type WrongValue } from './wrong-value.js';

const PLACES = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  body: 'member of the body',
} as const;

/** 422, naming what is wrong and where: `BODY_INVALID` where only the body is to blame, else `PARAMETER_INVALID`. */
export function toInvalidRequest(errors: readonly WrongValue[]): Problem {
  const isBody = errors.every((each) => each.in === 'body');
  const code = isBody ? 'BODY_INVALID' : 'PARAMETER_INVALID';
  return new Problem(422, code, describeWrongValues(errors), { errors });
}

/** Up to this many wrong values are explained in `detail`; of more it only names the places. */
const MOST_EXPLAINED = 3;
const MOST_NAMED = 5;

/** Describes wrong values, one sentence each; of many values only the places. */
export function describeWrongValues(errors: readonly WrongValue[]): string {
  if (errors.length === 0) return 'The request is not valid.';
  if (errors.length <= MOST_EXPLAINED) return errors.map(explainValue).join(' ');
  const names = [...new Set(errors.map(nameValue))];
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [];
  return `The request is not valid: see \`errors\` for ${[...names.slice(0, MOST_NAMED), ...more].join(', ')}.`;
}

function explainValue(wrong: WrongValue): string {
  if (wrong.pointer === '') return toSentence(wrong.detail);
  const name = leafOf(wrong);
  return wrong.detail.startsWith(`${name} `)
    ? toSentence(`The ${nameValue(wrong)}${wrong.detail.slice(name.length)}`)
    : toSentence(`The ${nameValue(wrong)} is not valid: ${wrong.detail}`);
}

function nameValue(wrong: WrongValue): string {
  if (wrong.pointer === '') return 'body';
  return wrong.in === 'body' && wrong.pointer?.lastIndexOf('/') === 0
    ? `member ${leafOf(wrong)} of the body`
    : `${PLACES[wrong.in]} ${wrong.name ?? wrong.pointer}`;
}
