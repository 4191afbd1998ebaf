import { CursorError, parseCursor } from '#persistence';

/** The key that a page begins behind; of the first page the empty one. @throws {CursorError} */
export function parseKeyCursor(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [key = ''] = parseCursor(cursor, 1);
  if (!/^[A-Z0-9]*$/.test(key)) throw new CursorError();
  return key;
}
