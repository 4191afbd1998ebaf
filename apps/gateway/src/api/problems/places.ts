import type { NamedWrongValue } from '#suite';
import { aboutOf } from './problem-table.js';
import { toWrongValue, type RequestPlace, type WrongValue } from './wrong-value.js';

/** What was sent, by where it was. */
export interface SentRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Where in the request the value is that a refusal is about; none where the refusal is about no value of it. */
export function findPlaces(code: string, detail: string, request: SentRequest): readonly WrongValue[] {
  const named = findBlamedNames(aboutOf(code), detail).map((name) => ({ name, detail }));
  return findNamedPlaces(named, request);
}

/** Where in the request the values are that a service names; those that are nowhere in it are left out. */
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

/** Those that the detail names, as `` `from` `` or as OICP's `/EvseID`; all of them where it names none. */
function findBlamedNames(names: readonly string[], detail: string): readonly string[] {
  const named = new Set(Array.from(detail.matchAll(/[`/](\w+)/g), ([, name = '']) => name.toLowerCase()));
  const found = names.filter((name) => named.has(name.toLowerCase()));
  return found.length > 0 ? found : names;
}
