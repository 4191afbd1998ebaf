import { isStorableText } from '#persistence';
import { LONGEST_IDENTIFIER, LONGEST_TEXT } from '#suite';
import { displayName, toWrongValue, type RequestPlace, type WrongValue } from '../problems/wrong-value.js';

/** No body is nested as deeply; code after this check may recurse into bodies. */
const DEEPEST = 16;
const UNSTORABLE = 'holds U+0000 or an unpaired surrogate, which cannot be stored';

/** The texts of a request: decoded, and its URL as it was sent. */
export interface RequestTexts {
  readonly url: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Finds texts of a request that no service can process: in path, query or body, also in names of members. One rule for
 * all operations, so that no SQL statement of a service receives them.
 */
export function findTextProblems({ url, params, query, body }: RequestTexts): readonly WrongValue[] {
  return [
    ...findUndecodable(url),
    ...findParameterProblems('path', params, LONGEST_IDENTIFIER),
    ...findParameterProblems('query', query, LONGEST_TEXT),
    ...findBodyProblems(body),
  ];
}

function findParameterProblems(
  place: RequestPlace,
  parameters: unknown,
  longest: number,
): readonly WrongValue[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => {
    const texts: readonly unknown[] = [name, value].flat();
    const problem = texts.map((text) => problemOf(text, longest)).find((each) => each !== undefined);
    return problem === undefined ? [] : [toWrongValue(place, [name], `${displayName(name)} ${problem}`)];
  });
}

/** Finds parts of the query that cannot be decoded: the parser passes them on unchanged. */
function findUndecodable(url: string): readonly WrongValue[] {
  const [, query = ''] = url.split(/\?(.*)/s, 2);
  return query
    .split('&')
    .filter((each) => !isDecodable(each))
    .map((each) => {
      const name = each.split('=', 1)[0] ?? '';
      return toWrongValue('query', [name], `${displayName(name)} is not percent-encoded UTF-8`);
    });
}

/** Whether a part of a URL is valid percent-encoded UTF-8. */
export function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Without recursion: a body of a megabyte may be nested deeper than the stack. */
function findBodyProblems(body: unknown): readonly WrongValue[] {
  const found: WrongValue[] = [];
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    const add = (problem: string): void => {
      const name = path.at(-1);
      found.push(
        toWrongValue('body', path, `${name === undefined ? 'the body' : displayName(name)} ${problem}`),
      );
    };
    const problem = problemOf(value, LONGEST_TEXT) ?? problemOf(path.at(-1), LONGEST_TEXT);
    if (problem !== undefined) add(problem);
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= DEEPEST) add(`is nested more than ${DEEPEST} deep`);
    else for (const [name, each] of Object.entries(value)) open.push({ value: each, path: [...path, name] });
  }
  return found.slice(0, 20);
}

function problemOf(text: unknown, longest: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (!isStorableText(text)) return UNSTORABLE;
  return text.length > longest && Array.from(text).length > longest
    ? `has more than ${longest} characters`
    : undefined;
}
