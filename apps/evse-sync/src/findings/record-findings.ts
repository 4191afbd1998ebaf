import type { ReceivedEvseDataRecord } from '#oicp';
import { degrees, locate, misplacement, type Located } from '../places/locate.js';
import { storableText } from '#persistence';
import { implausibleNumbers } from './implausible-numbers.js';
import { sentPointer } from './sent-pointer.js';
import { sentence } from './sentence.js';
import { keptViolation, type EvseFinding } from './kept-violations.js';
import type { ReadRecord } from './read-record.js';

/** A record with more wrong than this has something wrong as a whole. */
const MOST = 50;
/** An index holds no longer ones, and nobody reads them. */
const LONGEST_POINTER = 200;
const LONGEST_MESSAGE = 500;
/** Longer than any that could be meant; an index over all operators and events of 500 EVSEs hold these. */
export const LONGEST_OPERATOR = { OperatorID: 100, OperatorName: 200 } as const;

const ENTRANCE = /^\/GeoChargingPointEntrance\b/i;
const OPERATOR_FIELDS = ['OperatorID', 'OperatorName'] as const;

const CODES = {
  swapped: 'position-swapped',
  elsewhere: 'position-elsewhere',
  nowhere: 'position-nowhere',
} as const;

/** What is wrong with a record, each finding once. */
export function recordFindings({ value, violations }: ReadRecord, located: Located): readonly EvseFinding[] {
  const { Address: { Country } = {}, GeoChargingPointEntrance } = value;
  const found: EvseFinding[] = [];
  const entrance = GeoChargingPointEntrance && locate(GeoChargingPointEntrance, Country);
  for (const each of violations) {
    const kept = keptViolation(each);
    if (!kept) continue;
    const place = ENTRANCE.test(kept.pointer) ? entrance : located;
    found.push(kept.code === 'ambiguous' && place?.kind === 'placed' ? resolved(kept, place, Country) : kept);
  }
  const judged: EvseFinding[] = [];
  if (isMisplaced(located)) judged.push(aboutPlace('GeoCoordinates', located, Country));
  if (entrance && isMisplaced(entrance))
    judged.push(aboutPlace('GeoChargingPointEntrance', entrance, Country));
  judged.push(...implausibleNumbers(value));
  aboutOperator(value, judged);
  for (const each of judged) found.push({ ...each, pointer: sentPointer(each.pointer, violations) });
  return found.length === 0 ? found : tidy(found);
}

type Misplaced = Extract<Located, { readonly kind: keyof typeof CODES }>;

function isMisplaced(located: Located): located is Misplaced {
  return located.kind !== 'placed' && located.kind !== 'unknown';
}

/** Of the ways in which coordinates can be read, the country has left one. */
function resolved(
  finding: EvseFinding,
  { position }: Extract<Located, { readonly kind: 'placed' }>,
  country: string | undefined,
): EvseFinding {
  const where = country === undefined ? '' : `, which is in ${country}`;
  return { ...finding, message: `${finding.message}; it is read as ${degrees(position)}${where}` };
}

function aboutPlace(
  field: 'GeoCoordinates' | 'GeoChargingPointEntrance',
  located: Misplaced,
  country: string | undefined,
): EvseFinding {
  const message = `${field} ${misplacement(located, country)}`;
  return { code: CODES[located.kind], pointer: `/${field}`, message };
}

function aboutOperator(value: ReceivedEvseDataRecord, into: EvseFinding[]): void {
  for (const name of OPERATOR_FIELDS) {
    const length = value[name]?.length ?? 0;
    const most = LONGEST_OPERATOR[name];
    if (length <= most) continue;
    const message = `${name} has ${length} characters; it is searched by and published with the first ${most}`;
    into.push({ code: 'too-long', pointer: `/${name}`, message });
  }
}

function tidy(found: readonly EvseFinding[]): readonly EvseFinding[] {
  const byPlace = new Map<string, EvseFinding>();
  for (const { code, pointer, message } of found) {
    const place = shortened(pointer, LONGEST_POINTER);
    const key = `${code} ${place}`;
    if (!byPlace.has(key))
      byPlace.set(key, { code, pointer: place, message: shortened(sentence(message), LONGEST_MESSAGE) });
  }
  const all = [...byPlace.values()];
  if (all.length <= MOST) return all;
  const message = `The record has ${all.length - MOST} further findings, not listed.`;
  return [...all.slice(0, MOST), { code: 'too-many-findings', pointer: '', message }];
}

function shortened(text: string, most: number): string {
  return storableText(text.length <= most ? text : `${text.slice(0, most - 1)}…`);
}
