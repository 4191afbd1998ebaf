import { CursorError, parseCursor } from '#persistence';

/** Parses the cursor of a page into the key after which the page starts; empty for the first page. @throws {CursorError} */
export function parseKeyCursor(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [key = ''] = parseCursor(cursor, 1);
  if (!/^[A-Z0-9]*$/.test(key)) throw new CursorError();
  return key;
}
