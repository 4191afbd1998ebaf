import { keyOfUnreadable } from './identifier.js';

/** OICP 2.3, `SessionIDType`: the form of a GUID, with any letters. */
export const SESSION_ID_FORM = /^[A-Za-z0-9]{8}(?:-[A-Za-z0-9]{4}){3}-[A-Za-z0-9]{12}$/;

/** What libraries put around a GUID: `urn:uuid:…` (RFC 9562), `{…}` and `(…)`. */
const WRAPPED = /^(?:urn:uuid:)?[{(]?([A-Za-z0-9-]{32,36})[)}]?$/i;
/** No way to write a GUID is as long. */
const LONGEST = 200;
/** What nobody sees, and the quotation marks that a spreadsheet or a careless program puts around a text. */
const DECORATION = /\p{Cf}|["'\u2018-\u201F\u00AB\u00BB]/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
const PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * A SessionID in the form of OICP, in its original case: also from a text without hyphens or with other dashes, in braces, in
 * quotation marks, as a URN, with invisible characters, or with blanks around it. `undefined` if the text is not a GUID.
 */
export function readSessionId(text: string): string | undefined {
  const trimmed = text.trim();
  // The usual case.
  if (SESSION_ID_FORM.test(trimmed)) return trimmed;
  const bare =
    trimmed.length > LONGEST ? trimmed : trimmed.replaceAll(DECORATION, '').replaceAll(DASHES, '-');
  const wrapped = WRAPPED.exec(bare.trim())?.[1];
  if (wrapped === undefined || SESSION_ID_FORM.test(wrapped)) return wrapped;
  return PARTS.test(wrapped) && !wrapped.includes('-') ? wrapped.replace(PARTS, '$1-$2-$3-$4-$5') : undefined;
}

/** One key for one session: case and punctuation of a GUID have no meaning. */
export function sessionIdKey(text: string): string {
  return readSessionId(text)?.toLowerCase() ?? keyOfUnreadable(text);
}

/**
 * The keys under which a session may be stored, the current one first. Earlier releases could not parse a SessionID without
 * hyphens, and stored it unchanged.
 */
export function storedSessionIdKeys(text: string): readonly [key: string, ...earlier: string[]] {
  const key = sessionIdKey(text);
  const read = readSessionId(text);
  if (read === undefined) return [key];
  const bare = read.replaceAll('-', '');
  const earlier = new Set([text.trim(), bare, bare.toLowerCase(), bare.toUpperCase()]);
  earlier.delete(key);
  // Every release has stored the form of OICP in small letters.
  return [key, ...[...earlier].filter((each) => !SESSION_ID_FORM.test(each))];
}

/** Whether a text is a SessionID in any form that {@link readSessionId} accepts. */
export function isSessionId(text: string): boolean {
  return readSessionId(text) !== undefined;
}
