import { CodedError, type Severity } from '#platform';
import { isStorableText } from '../text/storable-text.js';

/** A cursor that this suite did not write, or not for this list. */
export class CursorError extends CodedError {
  readonly code = 'CURSOR_INVALID';
  override readonly severity: Severity = 'expected';
  override readonly advice = 'Send `next` of the previous page unchanged, with the same filters.';

  constructor() {
    super('the cursor is not a cursor of this list');
  }
}

/** The sort key of a page's last row as one opaque text: the next page begins after it, whatever is added meanwhile. */
export function cursorOf(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The sort key in a cursor of `parts` parts. They are text that PostgreSQL accepts; a caller that compares them as
 * numbers or instants parses them with {@link parseRowNumberPart}, {@link parseInstantPart} or {@link parseUuidPart}.
 *
 * @throws {CursorError}
 */
export function parseCursor(cursor: string, parts: number): readonly string[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new CursorError();
  }
  const isText = (part: unknown): part is string => typeof part === 'string' && isStorableText(part);
  if (!Array.isArray(key) || key.length !== parts || !key.every(isText)) throw new CursorError();
  return key;
}
