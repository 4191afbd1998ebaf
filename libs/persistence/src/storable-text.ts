/** An index of PostgreSQL takes keys up to about 2,700 bytes; no identifier comes near this. */
const LONGEST_KEY = 300;
const LONGEST_SHOWN = 500;

/** What a text column takes: NUL and half characters, which PostgreSQL refuses, become `�`. Most texts stay as they are. */
export function storableText(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.toWellFormed().replaceAll('\0', '\uFFFD') : text;
}

/** A text from outside to find a row by: what is longer than any identifier is cut, so that an index takes it. */
export function keyText(text: string): string;
export function keyText(text: string | undefined): string | undefined;
export function keyText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, LONGEST_KEY));
}

/** A text from outside for people and events: what is longer than any name is cut. The whole is in the raw bytes. */
export function shownText(text: string): string;
export function shownText(text: string | undefined): string | undefined;
export function shownText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, LONGEST_SHOWN));
}
