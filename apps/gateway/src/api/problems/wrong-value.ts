import { storableText } from '#persistence';

/** The part of a request in which a value is. */
export type RequestPlace = 'path' | 'query' | 'header' | 'body';

/** A value of a request that is not accepted. */
export interface WrongValue {
  readonly in: RequestPlace;
  /** JSON Pointer (RFC 6901) into the body; empty for the body as a whole. */
  readonly pointer?: string;
  /** Name of the parameter or header, where it is not in the body. */
  readonly name?: string;
  /** What is expected. Never the value itself: it may be a PIN. */
  readonly detail: string;
}

const LONGEST_NAME = 100;

/** @param path the names that lead to the value: one for a parameter, any number for a body */
export function toWrongValue(place: RequestPlace, path: readonly string[], detail: string): WrongValue {
  return place === 'body'
    ? { in: place, pointer: pointerOf(path), detail }
    : { in: place, name: path.map((name) => displayName(name)).join('.'), detail };
}

/** A name of a parameter or member for display: callers may send any text as a name. */
export const displayName = (name: string): string => storableText(name).slice(0, LONGEST_NAME);

/** The name of the value itself: of the parameter, or of the member, however deep it is. */
export const leafOf = ({ name, pointer }: WrongValue): string =>
  name ?? pointer?.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';

function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${displayName(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
