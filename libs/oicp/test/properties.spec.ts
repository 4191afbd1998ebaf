import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as oicp from '../src/index.js';
import { Message, type Reading } from '../src/message.js';
import { Decimal } from '../src/schema/decimal.js';
import { Instant } from '../src/schema/instant.js';
import { aChargeDetailRecord, anAuthorizeStart, anEvseDataRecord } from './builders.js';

/** Every message the library has. */
const messages = Object.values(oicp).filter((each) => each instanceof Message);
const byName = new Map(messages.map((message) => [message.name, message]));
/** By name, so that a counterexample can be read. */
const anyMessage = fc.constantFrom(...byName.keys());

/** Conformant bodies to begin with. */
const samples: readonly (readonly [name: string, sample: object])[] = [
  [oicp.authorizeStart.name, anAuthorizeStart()],
  [oicp.chargeDetailRecord.name, aChargeDetailRecord()],
  [oicp.evseDataRecord.name, anEvseDataRecord()],
];
const anySample = fc.constantFrom(...samples);

const json = fc.jsonValue({ maxDepth: 5 });
/** JSON as the field sends it: the names of OICP, the prototype's, and any others. */
const names = fc.oneof(
  fc.constantFrom(
    ...Object.keys(anEvseDataRecord()),
    ...Object.keys(aChargeDetailRecord()),
    'content',
    'Result',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON', 'length'),
  fc.string(),
);
const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 'None None', '22.0', '2020-09-23T14:17:53', 'DE*ABC', '000', 1e308, -0),
  fc.double(),
  fc.string({ unit: 'binary' }),
);
const likely = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, scalar, fc.array(tie('value')), fc.dictionary(names, tie('value'))),
})).value;

/** The value a pointer leads to, or the nothing that is missing there. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((here, step) => (here as Readonly<Record<string, unknown>>)[step], document);
}

function everyViolation(reading: Reading<object>): Reading<unknown>['violations'] {
  const { content } = reading.value as { readonly content?: unknown };
  const entries: readonly unknown[] = Array.isArray(content) ? content : [];
  const own = entries.flatMap((each) => (each as Partial<Reading<unknown>> | null)?.violations ?? []);
  return [...reading.violations, ...own];
}

describe('reading', () => {
  it('throws for no JSON, and gives every violation a code, a place and a sentence', () => {
    fc.assert(
      fc.property(anyMessage, fc.oneof(likely, json), (name, value) => {
        const reading = byName.get(name)!.read(JSON.stringify(value));
        for (const { code, pointer, message: sentence } of everyViolation(reading)) {
          expect(oicp.violationCodes).toHaveProperty([code]);
          expect(pointer).toMatch(/^(?:\/[^/]*)*$/);
          expect(sentence.length).toBeGreaterThan(5);
        }
        JSON.stringify(reading.value);
      }),
      { seed: 21, numRuns: 2_000 },
    );
  });

  it('throws for no bytes and no text', () => {
    fc.assert(
      fc.property(anyMessage, fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), (name, body) => {
        expect(byName.get(name)!.read(body).violations.length).toBeGreaterThan(0);
      }),
      { seed: 22, numRuns: 1_000 },
    );
  });

  it('points to the place of the violation', () => {
    fc.assert(
      fc.property(anySample, likely, ([message], value) => {
        const found: unknown = JSON.parse(JSON.stringify(value));
        for (const { code, pointer } of byName.get(message)!.readValue(found).violations) {
          const parent = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
          const place = at(found, code === 'missing' ? parent : pointer);
          expect(place).not.toBeUndefined();
        }
      }),
      { seed: 23, numRuns: 1_000 },
    );
  });

  it('loses one field for one bad value, never the record', () => {
    fc.assert(
      fc.property(anySample, fc.nat(), likely, ([message, sample], index, value) => {
        const fields = Object.keys(sample);
        const name = fields[index % fields.length]!;
        const spoiled = JSON.parse(JSON.stringify({ ...sample, [name]: value ?? null })) as object;
        const { [name]: _, ...read } = byName.get(message)!.readValue(spoiled).value as Record<
          string,
          unknown
        >;
        const { [name]: __, ...expected } = byName.get(message)!.readValue(sample).value as Record<
          string,
          unknown
        >;
        expect(read).toEqual(expected);
      }),
      { seed: 24, numRuns: 1_000 },
    );
  });

  it('does not depend on how names are capitalised', () => {
    fc.assert(
      fc.property(anySample, fc.infiniteStream(fc.boolean()), ([message, sample], raised) => {
        const respelled = JSON.stringify(sample).replaceAll(/"([A-Za-z]+)":/g, (whole) =>
          raised.next().value === true ? whole.toUpperCase() : whole.toLowerCase(),
        );
        const reader = byName.get(message)!;
        expect(reader.read(respelled).value).toEqual(reader.readValue(sample).value);
      }),
      { seed: 25 },
    );
  });

  /** Any walk that calls itself overflows the stack at a tenth of it. */
  const DEEP = 100_000;
  const lists = (depth: number): string => `${'['.repeat(depth)}1.50${']'.repeat(depth)}`;
  const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each([...byName])('%s survives a hundred thousand levels of nesting', (_, message) => {
    for (const nesting of [lists(DEEP), objects(DEEP)]) {
      expect(message.read(nesting).violations.length).toBeGreaterThan(0);
      const { value, violations } = message.read(`{"New":${nesting}}`);
      expect(violations.map(({ code }) => code)).toContain('too-deep');
      expect(depthOf(JSON.parse(JSON.stringify(value)))).toBeLessThanOrEqual(64);
    }
  });

  it.each(samples)('%s survives half a megabyte of nesting in each of its fields', (name, sample) => {
    const nesting = lists(250_000);
    for (const field of Object.keys(sample)) {
      const body = JSON.stringify({ ...sample, [field]: 'HERE' }).replace('"HERE"', nesting);
      const { value, violations } = byName.get(name)!.read(body);
      expect(violations.length).toBeGreaterThan(0);
      expect(depthOf(JSON.parse(JSON.stringify(value)))).toBeLessThanOrEqual(64);
    }
  });

  // Work that grew with the square of their number would take hours: the time-out of the test ends it.
  it('of three hundred thousand unknown fields ends, although every mandatory one is missing', () => {
    const fields = Array.from({ length: 300_000 }, (_, index) => `"Strange field ${index}":${index}`);
    const { value, violations } = oicp.chargeDetailRecord.read(`{${fields.join(',')}}`);
    expect(Object.keys(value)).toHaveLength(300_000);
    expect(violations).toHaveLength(10_001);
  });

  it('of a million wrong entries lists ten thousand and counts the rest', () => {
    const body = `{"SignedMeteringValues":[${'0,'.repeat(999_999)}0]}`;
    const { violations } = oicp.chargeDetailRecord.read(body);
    expect(violations).toHaveLength(10_001);
    expect(violations.at(-1)?.message).toContain('further violations');
  });
});

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((each: unknown) => depthOf(each)));
}

const two = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'));
const sessionId = fc.uuid();
const evseId = fc.stringMatching(/^[A-Z]{2}\*[A-Z0-9]{3}\*E[A-Z0-9][A-Z0-9*]{0,20}$/);
const evcoId = fc.stringMatching(/^[A-Z]{2}-[A-Z0-9]{3}-C[A-Z0-9]{8}-[A-Z0-9]$/);
const uid = fc.stringMatching(/^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/);
const partnerId = fc.string({ maxLength: 250 });
const instant = fc
  .tuple(
    fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    fc.integer({ min: -720, max: 840 }),
  )
  .map(([date, offset]) => Instant.at(date, offset));
const energy = fc
  .stringMatching(/^-?[1-9][0-9]{0,20}(?:\.[0-9]{1,3})?$|^0(?:\.[0-9]{1,3})?$/)
  .map((text) => new Decimal(text));
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const identification = fc.oneof(
  fc.record({ RFIDMifareFamilyIdentification: fc.record({ UID: uid }) }),
  fc.record({ PlugAndChargeIdentification: fc.record({ EvcoID: evcoId }) }),
  fc.record({ RemoteIdentification: fc.record({ EvcoID: evcoId }) }),
);
const clock = fc.tuple(two(0, 23), two(0, 59)).map((parts) => parts.join(':'));

const conformant = {
  authorizeStart: fc.record({
    SessionID: optional(sessionId),
    CPOPartnerSessionID: optional(partnerId),
    OperatorID: fc.constantFrom('DE*ABC', 'DEABC', '+49*536'),
    EvseID: optional(evseId),
    Identification: identification,
    PartnerProductID: optional(fc.string({ maxLength: 50 })),
  }),
  chargeDetailRecord: fc.record({
    SessionID: sessionId,
    EvseID: evseId,
    Identification: identification,
    SessionStart: instant,
    ChargingStart: instant,
    ChargingEnd: instant,
    SessionEnd: instant,
    ConsumedEnergy: energy,
    MeterValueStart: optional(energy),
    MeterValueEnd: optional(energy),
    MeterValueInBetween: optional(fc.record({ meterValues: fc.array(energy) })),
    SignedMeteringValues: optional(
      fc.array(
        fc.record({
          SignedMeteringValue: fc.string({ unit: 'binary', maxLength: 3_000 }),
          MeteringStatus: fc.constantFrom('Start' as const, 'Progress' as const, 'End' as const),
        }),
        { maxLength: 10 },
      ),
    ),
  }),
  chargingNotification: fc.record({
    Type: fc.constant('Progress' as const),
    SessionID: sessionId,
    EvseID: evseId,
    ChargingStart: instant,
    EventOccurred: instant,
    ChargingDuration: fc.nat(),
    ConsumedEnergyProgress: optional(energy),
  }),
  openingTimes: fc.array(
    fc.record({
      Period: fc.array(fc.record({ begin: clock, end: clock })),
      on: fc.constantFrom('Everyday' as const, 'Sunday' as const),
    }),
  ),
};

describe('a written message', () => {
  it('is read as the same value without violations: AuthorizeStart', () => {
    fc.assert(
      fc.property(conformant.authorizeStart, (value) => {
        const { violations, value: read } = oicp.authorizeStart.read(oicp.authorizeStart.write(value));
        expect([read, violations]).toEqual([value, []]);
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it('is read as the same value, to the last digit: charge detail records and notifications', () => {
    fc.assert(
      fc.property(conformant.chargeDetailRecord, conformant.chargingNotification, (record, notification) => {
        const reading = oicp.chargeDetailRecord.read(oicp.chargeDetailRecord.write(record));
        expect([reading.value, reading.violations]).toEqual([record, []]);
        expect(oicp.billingFacts(reading.value)).toBe(oicp.billingFacts(record));
        const other = oicp.chargingNotification.read(oicp.chargingNotification.write(notification));
        expect([other.value, other.violations]).toEqual([notification, []]);
      }),
      { seed: 32, numRuns: 300 },
    );
  });

  it('is read as the same value: EVSE data', () => {
    fc.assert(
      fc.property(evseId, instant, conformant.openingTimes, (EvseID, lastUpdate, OpeningTimes) => {
        const value = {
          ...anEvseDataRecord(),
          EvseID,
          lastUpdate,
          OpeningTimes,
        } as unknown as oicp.EvseDataRecord;
        const { value: read, violations } = oicp.evseDataRecord.read(oicp.evseDataRecord.write(value));
        expect([read, violations]).toEqual([value, []]);
      }),
      { seed: 33 },
    );
  });

  it('has every unknown field that was read, whatever its name', () => {
    const unknown = fc.dictionary(names, json, { minKeys: 1 });
    fc.assert(
      fc.property(anySample, unknown, ([name, sample], fields) => {
        const message = byName.get(name)!;
        const known = new Set(Object.keys(message.readValue({ ...sample, ...fields }).value));
        const body = JSON.stringify(Object.defineProperties({}, { ...own(fields), ...own(sample) }));
        const reading = message.read(body);
        fc.pre(reading.violations.every(({ code }) => code === 'unknown-field'));
        const written = JSON.parse(message.write(reading.value as never)) as object;
        for (const [name, value] of Object.entries(fields)) {
          if (name in sample || value === null) continue;
          expect(known.has(name) || name === '__proto__').toBe(true);
          expect(Object.getOwnPropertyDescriptor(written, name)?.value).toEqual(value);
        }
        expect(Object.getPrototypeOf(written)).toBe(Object.prototype);
        expect(Object.getPrototypeOf(reading.value)).toBe(Object.prototype);
      }),
      { seed: 34, numRuns: 500 },
    );
  });
});

/** As own fields, so that `__proto__` is a field as JSON has it. */
function own(fields: object): PropertyDescriptorMap {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [name, { value, enumerable: true }]),
  );
}
