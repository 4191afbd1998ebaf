import { displayText, sessionIdKey } from '#oicp';

/** Twice what OICP allows. Longer texts name no session, and would not fit an index. */
const LONGEST = 72;

/** The key of a SessionID; `undefined` for a text that cannot be one. */
export function storableSessionKey(sessionId: string | undefined): string | undefined {
  const key = sessionId === undefined ? '' : sessionIdKey(displayText(sessionId));
  return key === '' || key.length > LONGEST ? undefined : key;
}
