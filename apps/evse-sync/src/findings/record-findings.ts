import { findTurnedNotation, type ReceivedEvseDataRecord } from '#oicp';
import { locate, describeMisplacement, formatPosition, type Located } from '../places/locate.js';
import { storableText } from '#persistence';
import { findImplausibleNumbers } from './implausible-numbers.js';
import { findOpeningTimesFaults } from './opening-times.js';
import { SentPointers } from './sent-pointer.js';
import { endWithFullStop } from './end-with-full-stop.js';
import { toRecordFinding, type RecordFinding } from './record-violations.js';
import type { ReadRecord } from './read-record.js';

/** Most findings listed of one record: with more, the record is wrong as a whole. */
const MOST = 50;
/** Characters: longer ones do not fit into an index. */
const LONGEST_POINTER = 200;
const LONGEST_MESSAGE = 500;
/** Characters, more than any genuine value has; an index over all operators and events of 500 EVSEs hold these. */
export const LONGEST_OPERATOR = { OperatorID: 100, OperatorName: 200 } as const;

const ENTRANCE = /^\/GeoChargingPointEntrance\b/i;
const OPERATOR_FIELDS = ['OperatorID', 'OperatorName'] as const;

type PositionField = 'GeoCoordinates' | 'GeoChargingPointEntrance';
/** One of two coordinates, in any spelling of the notation. */
const COORDINATE = /^\/[^/]+\/([^/]+)\/(?:lat|long)itude$/i;

const CODES = {
  swapped: 'position-swapped',
  elsewhere: 'position-elsewhere',
  nowhere: 'position-nowhere',
} as const;

/** Finds what is wrong with a record, each finding once. */
export function findRecordFindings(
  { value, violations }: ReadRecord,
  located: Located,
): readonly RecordFinding[] {
  const { Address: { Country } = {}, GeoChargingPointEntrance } = value;
  const found: RecordFinding[] = [];
  const turned = new Set<PositionField>();
  const entrance = GeoChargingPointEntrance && locate(GeoChargingPointEntrance, Country);
  for (const each of violations) {
    const finding = toRecordFinding(each);
    if (!finding) continue;
    const turnedField = findTurnedField(finding, value);
    if (turnedField) {
      turned.add(turnedField);
      continue;
    }
    const place = ENTRANCE.test(finding.pointer) ? entrance : located;
    const isDecided = finding.code === 'ambiguous' && place?.kind === 'placed';
    found.push(isDecided ? withReading(finding, place, Country) : finding);
  }
  // These have the pointers of OICP; what was sent may be spelled differently.
  const checked: RecordFinding[] = [];
  if (isMisplaced(located)) checked.push(describeMisplaced('GeoCoordinates', located, Country));
  if (entrance && isMisplaced(entrance))
    checked.push(describeMisplaced('GeoChargingPointEntrance', entrance, Country));
  for (const field of turned) {
    const place = field === 'GeoCoordinates' ? located : entrance;
    // The country decides: then the marks are wrong, and the finding above says how it was read.
    if (place?.kind !== 'swapped') checked.push(describeTurned(field, place));
  }
  // One by one: a list of a record may have more entries than a call may have arguments.
  for (const each of findImplausibleNumbers(value)) checked.push(each);
  checkOperatorTexts(value, checked);
  if (checked.length > 0) {
    const sent = new SentPointers(violations);
    for (const each of checked) found.push({ ...each, pointer: sent.convert(each.pointer) });
  }
  for (const each of findOpeningTimesFaults(value, violations, found)) found.push(each);
  return found.length === 0 ? found : limitFindings(found);
}

type Misplaced = Extract<Located, { readonly kind: keyof typeof CODES }>;

function isMisplaced(located: Located): located is Misplaced {
  return located.kind !== 'placed' && located.kind !== 'unknown';
}

/** Adds how ambiguous coordinates were read where the country of the address excludes all readings but one. */
function withReading(
  finding: RecordFinding,
  { position }: Extract<Located, { readonly kind: 'placed' }>,
  country: string | undefined,
): RecordFinding {
  const where = country === undefined ? '' : `, which is in ${country}`;
  return { ...finding, message: `${finding.message}; it was read as ${formatPosition(position)}${where}` };
}

/** The field whose two coordinates are in each other's place, if the finding is about one of them: it was read all the same. */
function findTurnedField(
  { code, pointer }: RecordFinding,
  value: ReceivedEvseDataRecord,
): PositionField | undefined {
  const notation = code === 'unreadable' ? COORDINATE.exec(pointer)?.[1] : undefined;
  if (notation === undefined) return undefined;
  const field = ENTRANCE.test(pointer) ? 'GeoChargingPointEntrance' : 'GeoCoordinates';
  const turned = findTurnedNotation(value[field]);
  return turned?.toLowerCase() === notation.replaceAll(/[^a-z]/gi, '').toLowerCase() ? field : undefined;
}

function describeTurned(field: PositionField, place: Located | undefined): RecordFinding {
  const cause = `${field} has the longitude as Latitude and the latitude as Longitude, as their own marks say`;
  const reading = place && 'position' in place ? `; it was read as ${formatPosition(place.position)}` : '';
  return { code: CODES.swapped, pointer: `/${field}`, message: cause + reading };
}

function describeMisplaced(
  field: PositionField,
  located: Misplaced,
  country: string | undefined,
): RecordFinding {
  const message = `${field} ${describeMisplacement(located, country)}`;
  return { code: CODES[located.kind], pointer: `/${field}`, message };
}

function checkOperatorTexts(value: ReceivedEvseDataRecord, into: RecordFinding[]): void {
  for (const name of OPERATOR_FIELDS) {
    const length = value[name]?.length ?? 0;
    const most = LONGEST_OPERATOR[name];
    if (length <= most) continue;
    const message = `${name} has ${length} characters; the replica stores, searches and publishes the first ${most}`;
    into.push({ code: 'too-long', pointer: `/${name}`, message });
  }
}

function limitFindings(found: readonly RecordFinding[]): readonly RecordFinding[] {
  const byPlace = new Map<string, RecordFinding>();
  for (const { code, pointer, message } of found) {
    const place = shorten(pointer, LONGEST_POINTER);
    const key = `${code} ${place}`;
    if (!byPlace.has(key))
      byPlace.set(key, { code, pointer: place, message: shorten(endWithFullStop(message), LONGEST_MESSAGE) });
  }
  const all = [...byPlace.values()];
  if (all.length <= MOST) return all;
  const message = `The record has ${all.length - MOST} further findings, not listed.`;
  return [...all.slice(0, MOST), { code: 'too-many-findings', pointer: '', message }];
}

function shorten(text: string, most: number): string {
  return storableText(text.length <= most ? text : `${text.slice(0, most - 1)}…`);
}
