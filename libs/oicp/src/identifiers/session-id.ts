import { keyOfUnreadable } from './identifier.js';

/** OICP 2.3, `SessionIDType`: the form of a GUID, with any letters. */
export const SESSION_ID_FORM = /^[A-Za-z0-9]{8}(?:-[A-Za-z0-9]{4}){3}-[A-Za-z0-9]{12}$/;

/** The same session as HBS takes it: without blanks around it. `undefined` where the text is no SessionID. */
export function conformantSessionId(text: string): string | undefined {
  const trimmed = text.trim();
  return SESSION_ID_FORM.test(trimmed) ? trimmed : undefined;
}

/** One text for one session: the case of a GUID means nothing. */
export function sessionIdKey(text: string): string {
  const trimmed = text.trim();
  return SESSION_ID_FORM.test(trimmed) ? trimmed.toLowerCase() : keyOfUnreadable(trimmed);
}

/** Whether a text is a SessionID as OICP has them. */
export function isSessionId(text: string): boolean {
  return SESSION_ID_FORM.test(text);
}
