import { toInvalidRequest } from '../problems/invalid-request.js';
import type { Problem } from '../problems/problem.js';
import { displayName, toWrongValue } from '../problems/wrong-value.js';
import { isDecodable } from './text-problems.js';

/** What is wrong with a path that cannot be decoded, so that no operation is found for it. */
export function refuseUndecodablePath(url: string): Problem {
  const [path = ''] = url.split('?', 1);
  const name = path.split('/').find((each) => !isDecodable(each)) ?? path;
  return toInvalidRequest([
    toWrongValue('path', [name], `${displayName(name)} is not percent-encoded UTF-8`),
  ]);
}
