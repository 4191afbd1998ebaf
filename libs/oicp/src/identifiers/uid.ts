/** OICP 2.3, `UIDType`: 4, 7 or 10 bytes in upper-case hexadecimal. */
export const UID_FORM = /^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/;
/** Tested before the text is put in capitals, which turn a ligature into two letters. */
const READABLE = new RegExp(UID_FORM, 'i');

/** The canonical UID of an RFID card: upper case, without the separators of card lists; `undefined` if the text is not a UID. */
export function uidKey(text: string): string | undefined {
  const bare = text.replaceAll(/[\s:-]/g, '');
  return READABLE.test(bare) ? bare.toUpperCase() : undefined;
}

/**
 * The UID in the other byte order: OICP only recommends one, so readers differ. A token found under this key explains a
 * refusal; it never authorises a driver.
 */
export function reversedUid(uid: string): string {
  return (uid.match(/../g) ?? []).toReversed().join('');
}
