import type { NamedWrongValue } from '#suite';
import { aboutOf } from './problem-table.js';
import { toWrongValue, type RequestPlace, type WrongValue } from './wrong-value.js';

/** What a request contained, by its place. */
export interface SentRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Finds the values of the request that a refusal is about; none where it is about no value. */
export function findPlaces(code: string, detail: string, request: SentRequest): readonly WrongValue[] {
  const named = findBlamedNames(aboutOf(code), detail).map((name) => ({ name, detail }));
  return findNamedPlaces(named, request);
}

/** Finds the values of the request that a service names; names that are not in it are left out. */
export function findNamedPlaces(
  named: readonly NamedWrongValue[],
  { params, query, body }: SentRequest,
): readonly WrongValue[] {
  const sent: readonly (readonly [RequestPlace, unknown])[] = [
    ['path', params],
    ['query', query],
    ['body', body],
  ];
  return named.flatMap(({ name, detail }) =>
    sent
      .filter(([, values]) => typeof values === 'object' && values !== null && Object.hasOwn(values, name))
      .map(([place]) => toWrongValue(place, [name], detail)),
  );
}

/** The names that the detail mentions, as `` `from` `` or as OICP's `/EvseID`; all of them if it mentions none. */
function findBlamedNames(names: readonly string[], detail: string): readonly string[] {
  const named = new Set(Array.from(detail.matchAll(/[`/](\w+)/g), ([, name = '']) => name.toLowerCase()));
  const found = names.filter((name) => named.has(name.toLowerCase()));
  return found.length > 0 ? found : names;
}
