/** OICP 2.3, `UIDType`: 4, 7 or 10 bytes in upper-case hexadecimal. */
export const UID_FORM = /^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/;
/** Before it is put in capitals, in which a ligature becomes two letters. */
const READABLE = new RegExp(UID_FORM, 'i');

/** The canonical UID of an RFID card: upper case, without the separators of card lists; `undefined` if it is none. */
export function uidKey(text: string): string | undefined {
  const bare = text.replaceAll(/[\s:-]/g, '');
  return READABLE.test(bare) ? bare.toUpperCase() : undefined;
}

/**
 * The same card read in the other byte order, which OICP only recommends. A token found under this key explains a
 * refusal to an operator; it never authorises anyone.
 */
export function reversedUid(uid: string): string {
  return (uid.match(/../g) ?? []).toReversed().join('');
}
