import { parseExact } from '../json/exact-json.js';
import { NumberText } from '../json/number-text.js';
import type { RepeatedMembers } from '../json/repeated-members.js';
import { decodeBody } from '../json/decode.js';
import { Decimal } from '../schema/decimal.js';
import { plainSpelling } from '../schema/spelling.js';
import type { Violation } from '../schema/violation.js';
import { displayText } from '../text/unclean.js';

/** What is billed and has no certain value, by the member's place in OICP; none that says nothing. */
export type UnreadValues = Readonly<Record<string, string>>;

/** What ends on an invoice. A value with an object around it and one without are one place. */
const BILLED = new Map(
  [
    'EvseID',
    'PartnerProductID',
    'ChargingStart',
    'ChargingEnd',
    'SessionStart',
    'SessionEnd',
    'ConsumedEnergy',
    'MeterValueStart',
    'MeterValueEnd',
    'MeterValueInBetween[/meterValues]',
    'SignedMeteringValues',
    'SignedMeteringValues/SignedMeteringValue',
    'SignedMeteringValues/MeteringStatus',
    'Identification',
    'Identification/RFIDMifareFamilyIdentification[/UID]',
    'Identification/RFIDIdentification',
    'Identification/RFIDIdentification/UID',
    'Identification/RFIDIdentification/EvcoID',
    'Identification/QRCodeIdentification',
    'Identification/QRCodeIdentification/EvcoID',
    'Identification/PlugAndChargeIdentification[/EvcoID]',
    'Identification/RemoteIdentification[/EvcoID]',
  ].flatMap((written) => {
    const [place = '', inner = ''] = written.replace(']', '').split('[');
    return [place, `${place}${inner}`].map((each) => [plainPlace(each.split('/')), place] as const);
  }),
);

/**
 * What a record says in members that are billed, and that has no certain value: `12,5` for the energy, `yesterday` for a
 * time, or two energies under one name. Nobody knows what it means, so only the same text is the same. How a member is
 * spelled, a list of one and empty entries are notation.
 *
 * @param violations of the reading of this body
 */
export function unreadBillingValues(violations: readonly Violation[], body: Buffer): UnreadValues {
  // What is not listed may be billed too. No record of the field has so many: only the same bytes are the same.
  if (violations.at(-1)?.code === 'too-many-violations') return { '': body.toString('latin1') };
  const doubtful = violations.flatMap((each) => billedPlace(each) ?? []);
  if (doubtful.length === 0) return {};
  const { value: whole, repeated } = parseExact(decodeBody(body).text);
  const writings = new Writings(repeated);
  const texts = new Map<string, string[]>();
  for (const { place, steps, isRepeated } of doubtful) {
    const parent = steps.slice(0, -1).reduce(memberOf, whole);
    const name = steps.at(-1) ?? '';
    const found = isRepeated ? writings.take(parent, name) : [meaningOf(memberOf(parent, name))];
    const said = texts.get(place) ?? [];
    // One by one: no call takes as many arguments as a body has values.
    for (const text of found) if (text !== '') said.push(text);
    texts.set(place, said);
  }
  const places = [...texts]
    .filter(([, said]) => said.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(places.map(([place, said]) => [place, said.join(',')]));
}

export function sameUnreadValues(one: UnreadValues, other: UnreadValues): boolean {
  return JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other));
}

interface DoubtfulValue {
  /** Where OICP has it. */
  readonly place: string;
  /** Where it is in the body. */
  readonly steps: readonly string[];
  readonly isRepeated: boolean;
}

/** `undefined` for a violation that leaves no doubt about what is billed. */
function billedPlace({ code, severity, pointer }: Violation): DoubtfulValue | undefined {
  const isRepeated = code === 'repeated-field';
  const isLost = severity === 'loss' && code !== 'missing' && code !== 'none-given' && code !== 'too-deep';
  if (!isRepeated && !isLost) return undefined;
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = BILLED.get(plainPlace(steps));
  return place === undefined ? undefined : { place, steps, isRepeated };
}

/** Without places in lists: a list of one and empty entries are notation. */
function plainPlace(steps: readonly string[]): string {
  return steps
    .filter((step) => !/^\d+$/.test(step))
    .map(plainSpelling)
    .join('/');
}

/** Everything that was written for one member, under one name or in several spellings. */
class Writings {
  private readonly spellings = new Map<object, Map<string, string[]>>();

  constructor(private readonly repeated: RepeatedMembers | undefined) {}

  /**
   * Different texts for a member, the first time that it is asked for; none where all say the same. A blank beside a value is
   * a writing too: nobody knows which of them is meant.
   */
  take(parent: unknown, name: string): readonly string[] {
    if (typeof parent !== 'object' || parent === null) return [];
    const members = this.spellings.get(parent) ?? bySpelling(parent);
    this.spellings.set(parent, members);
    const spelling = plainSpelling(name);
    const written = (members.get(spelling) ?? []).flatMap((each) => this.textsOf(parent, each));
    members.delete(spelling);
    const different = new Set(written);
    return different.size > 1 ? [...different].filter((text) => text !== '') : [];
  }

  private textsOf(parent: object, name: string): readonly string[] {
    const texts = this.repeated?.get(parent)?.get(name);
    if (texts === undefined) return [meaningOf(memberOf(parent, name))];
    return texts.map((text) => meaningOf(parseExact(text).value));
  }
}

function bySpelling(parent: object): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const name of Object.keys(parent)) {
    const spelling = plainSpelling(name);
    const names = members.get(spelling);
    if (names) names.push(name);
    else members.set(spelling, [name]);
  }
  return members;
}

/** More levels are no value of a record: they are compared as nested too deeply. */
const MOST_LEVELS = 20;

/** What a value says, as JSON of its texts; `''` where it says nothing, however many lists and objects are around that. */
function meaningOf(value: unknown, level = 0): string {
  if (value === null || value === undefined) return '';
  if (value instanceof NumberText) return JSON.stringify(numberOf(value.text));
  if (typeof value !== 'object') {
    const text = displayText(typeof value === 'string' ? value : JSON.stringify(value));
    return text === '' ? '' : JSON.stringify(text);
  }
  if (level >= MOST_LEVELS) return '"nested too deeply"';
  if (Array.isArray(value)) {
    const entries = value.map((each: unknown) => meaningOf(each, level + 1)).filter((text) => text !== '');
    return entries.length > 1 ? `[${entries.join(',')}]` : (entries[0] ?? '');
  }
  const members = Object.entries(value)
    .map(([name, each]) => [plainSpelling(name), meaningOf(each, level + 1)] as const)
    .filter(([, text]) => text !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return members.length === 0 ? '' : `{${members.join(',')}}`;
}

/** Arithmetic on a longer number costs seconds, and no database has a larger one. */
function numberOf(text: string): string {
  if (text.length > 100) return text;
  const value = new Decimal(text);
  return value.isFinite() && Math.abs(value.e) <= 1_000 ? value.toString() : text;
}

/** Own members only, each in constant time: a record may have ten thousand that are unread. */
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
