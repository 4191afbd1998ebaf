import type { WithBytes } from '#messaging';
import type { HbsReply } from '#suite';

/** The gateway's reply to a call to HBS. */
export type FakeHbsReply = WithBytes<HbsReply>;

/** HBS answers with this body, an object as JSON. */
export function answeredReply(
  body: object | string,
  httpStatus = 200,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): FakeHbsReply {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { about: { kind: 'answered', httpStatus, headers }, bytes };
}

/** The gateway has no answer of HBS, or none that fits into a message of the broker. */
export function failedReply(failure: (HbsReply & { kind: 'failed' })['failure']): FakeHbsReply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0) };
}

/** A page of a list, from 0. */
export interface WirePageNumber {
  readonly number: number;
  readonly size: number;
}

/** The part of a list that a page has. */
export const contentOfPage = <Entry>(all: readonly Entry[], { number, size }: WirePageNumber): Entry[] =>
  all.slice(number * size, (number + 1) * size);

/** What HBS says of a page of a list beside its content. */
export function headOfPage(all: readonly unknown[], page: WirePageNumber): Readonly<Record<string, unknown>> {
  const { number, size } = page;
  const totalPages = Math.max(1, Math.ceil(all.length / size));
  return {
    number,
    size,
    totalElements: all.length,
    totalPages,
    numberOfElements: contentOfPage(all, page).length,
    first: number === 0,
    last: number + 1 >= totalPages,
  };
}
