import { CursorError } from './cursor.js';

/** As this suite writes instants, and as PostgreSQL does. Groups: date, time, fraction, sign, hours and minutes of the offset. */
const INSTANT = /^([1-9]\d{3}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d)(?::(\d\d))?)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BIGINT = /^\d{1,18}$/;

/** A part of a cursor as an instant in UTC, to the microsecond. @throws {CursorError} */
export function parseInstantPart(part: string | undefined): string {
  const match = INSTANT.exec(part ?? '');
  if (match === null) throw new CursorError();
  const local = `${match[1]}T${match[2]}`;
  const shown = Date.parse(`${local}Z`);
  // Date.parse moves a day that no calendar has to the next month; PostgreSQL would refuse it.
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(local)) throw new CursorError();
  const offsetMs = (Number(match[5] ?? 0) * 60 + Number(match[6] ?? 0)) * 60_000;
  const utc = new Date(shown - (match[4] === '-' ? -offsetMs : offsetMs)).toISOString();
  return utc.replace('.000Z', `.${(match[3] ?? '').padEnd(6, '0')}Z`);
}

/** A part of a cursor as a UUID. @throws {CursorError} */
export function parseUuidPart(part: string | undefined): string {
  if (part === undefined || !UUID.test(part)) throw new CursorError();
  return part;
}

/** A part of a cursor as a row number, as text: it may exceed the numbers of JavaScript. @throws {CursorError} */
export function parseRowNumberPart(part: string | undefined): string {
  if (part === undefined || !BIGINT.test(part)) throw new CursorError();
  return part;
}
