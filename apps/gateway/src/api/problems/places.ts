import { aboutOf } from './problem-table.js';
import { wrongValue, type RequestPlace, type WrongValue } from './wrong-value.js';

/** What was sent, by where it was. */
export interface SentRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Where in the request the value is that a refusal is about; none where the refusal is about no value of it. */
export function placesOf(
  code: string,
  detail: string,
  { params, query, body }: SentRequest,
): readonly WrongValue[] {
  const sent: readonly (readonly [RequestPlace, unknown])[] = [
    ['path', params],
    ['query', query],
    ['body', body],
  ];
  return aboutOf(code).flatMap((name) =>
    sent
      .filter(([, values]) => typeof values === 'object' && values !== null && Object.hasOwn(values, name))
      .map(([place]) => wrongValue(place, [name], detail)),
  );
}
