import { parseInstantPart, parseCursor, parseUuidPart } from '#persistence';

/** Where the next page of a list that is sorted by an instant and an id begins. @throws {CursorError} */
export function placeInList(cursor: string): { readonly at: Date; readonly id: string } {
  const [at, id] = parseCursor(cursor, 2);
  return { at: new Date(parseInstantPart(at)), id: parseUuidPart(id) };
}
