import { toInvalidRequest } from '../problems/invalid-request.js';
import type { Problem } from '../problems/problem.js';
import { displayName, toWrongValue } from '../problems/wrong-value.js';
import { isDecodable } from './text-problems.js';

/** The problem for a path that cannot be decoded, and therefore has no route. */
export function refuseUndecodablePath(url: string): Problem {
  const [path = ''] = url.split('?', 1);
  const name = path.split('/').find((each) => !isDecodable(each)) ?? path;
  return toInvalidRequest([
    toWrongValue('path', [name], `${displayName(name)} is not percent-encoded UTF-8`),
  ]);
}
