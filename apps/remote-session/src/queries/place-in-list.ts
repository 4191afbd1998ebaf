import { CursorError, keyOfCursor } from '#persistence';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a list that is sorted by an instant and an id goes on. @throws {CursorError} */
export function placeInList(cursor: string): { readonly at: Date; readonly id: string } {
  const [instant = '', id = ''] = keyOfCursor(cursor, 2);
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || !UUID.test(id)) throw new CursorError();
  return { at, id };
}
