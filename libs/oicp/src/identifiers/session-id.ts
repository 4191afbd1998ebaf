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
 * A SessionID in the form of OICP, in the case it came in: also one without hyphens or with other dashes, in braces, in
 * quotation marks, as a URN, with characters that nobody sees, or with blanks around it. `undefined` for a text that is no
 * GUID.
 */
export function readSessionId(text: string): string | undefined {
  const trimmed = text.trim();
  // Nearly all of them.
  if (SESSION_ID_FORM.test(trimmed)) return trimmed;
  const bare =
    trimmed.length > LONGEST ? trimmed : trimmed.replaceAll(DECORATION, '').replaceAll(DASHES, '-');
  const wrapped = WRAPPED.exec(bare.trim())?.[1];
  if (wrapped === undefined || SESSION_ID_FORM.test(wrapped)) return wrapped;
  return PARTS.test(wrapped) && !wrapped.includes('-') ? wrapped.replace(PARTS, '$1-$2-$3-$4-$5') : undefined;
}

/** One text for one session: the case and the punctuation of a GUID mean nothing. */
export function sessionIdKey(text: string): string {
  return readSessionId(text)?.toLowerCase() ?? keyOfUnreadable(text);
}

/**
 * The keys under which a session may be stored, the one of today first. Earlier releases took a SessionID without
 * hyphens for unreadable, and stored it as it came.
 */
export function storedSessionIdKeys(text: string): readonly [key: string, ...earlier: string[]] {
  const key = sessionIdKey(text);
  const read = readSessionId(text);
  if (read === undefined) return [key];
  const bare = read.replaceAll('-', '');
  const earlier = new Set([text.trim(), bare, bare.toLowerCase(), bare.toUpperCase()]);
  earlier.delete(key);
  // In the form of OICP every release has stored it in small letters.
  return [key, ...[...earlier].filter((each) => !SESSION_ID_FORM.test(each))];
}

/** Whether a text is a SessionID, in any way to write one. */
export function isSessionId(text: string): boolean {
  return readSessionId(text) !== undefined;
}
