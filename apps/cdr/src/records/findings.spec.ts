import { describe, expect, it } from '@jest/globals';
import { ComparisonSettings } from '#suite';
import { loadSettings, SettingsError } from '#platform';
import { SameChargeSettings } from '../comparison/same-charge-settings.js';
import { isParsed, parseCdr, type ParsedCdr, type RawCdr } from './parsed-cdr.js';
import { RecordTimeSettings } from './record-time-settings.js';

const aRecord = {
  SessionID: 'b2688855-7f00-0002-6d8e-48d883f6abb6',
  EvseID: 'DE*ABC*E1',
  Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } },
  ChargingStart: '2026-11-27T10:00:00Z',
  ChargingEnd: '2026-11-27T11:00:00Z',
  SessionStart: '2026-11-27T10:00:00Z',
  SessionEnd: '2026-11-27T11:00:00Z',
  ConsumedEnergy: 10,
};
const rawCdr = (text: string): RawCdr => ({
  bytes: Buffer.from(text),
  source: 'forwarded',
  receivedAt: new Date('2026-11-28T00:00:00Z'),
});

function findingsIn(record: object): readonly { readonly code: string; readonly message: string }[] {
  const reading = parseCdr(rawCdr(JSON.stringify(record)), () => undefined);
  if (!isParsed(reading)) throw new Error(reading.problem);
  return reading.summary.findings;
}

describe('what is found in a charge detail record itself', () => {
  it.each(['0001-01-01T00:00:00Z', '0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59'])(
    'a time of %s is implausible, not unreadable',
    (time) => {
      const codes = findingsIn({ ...aRecord, SessionStart: time }).map(({ code }) => code);
      expect(codes).toContain(time.startsWith('9') ? 'in-the-future' : 'time-implausible');
      expect(codes).not.toContain('unreadable');
      expect(codes).not.toContain('out-of-range');
    },
  );

  it('ends with a full stop, and is in one order however the record is written', () => {
    const record = {
      ...aRecord,
      ConsumedEnergy: -1,
      SessionStart: 'yesterday',
      ChargingStart: 'today',
      EvseID: 'E1',
    };
    const findings = findingsIn(record);
    expect(findings.map(({ message }) => message).filter((each) => !each.endsWith('.'))).toEqual([]);
    const turned = Object.fromEntries(Object.entries(record).toReversed());
    const codes = findings.map(({ code }) => code);
    expect(codes[0]).toBe('negative-energy');
    expect(findingsIn(turned).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a member that a charge detail record gives twice', () => {
  const written = JSON.stringify(aRecord);
  const read = (text: string): ParsedCdr => {
    const reading = parseCdr(rawCdr(text), () => undefined);
    if (!isParsed(reading)) throw new Error(reading.problem);
    return reading;
  };
  const repeat = (member: string, before: string): ParsedCdr =>
    read(written.replace(member, () => `${before},${member}`));

  it.each([
    ['"ConsumedEnergy":10', '"ConsumedEnergy":600', 'ConsumedEnergy'],
    ['"ChargingEnd":', '"ChargingEnd":"2026-11-27T11:30:00Z"', 'ChargingEnd'],
    ['"UID":', '"UID":"04FFFFFFFFFFFF"', 'UID'],
    ['"EvseID":', '"EvseID":"DE*ABC*E2"', 'EvseID'],
  ])('is a finding, and its bytes are compared: %s', (member, before, name) => {
    const record = repeat(member, before);
    const [finding] = record.summary.findings;
    expect(finding).toMatchObject({ code: 'repeated-field', message: expect.stringContaining(name) });
    expect(record.summary.consumedEnergyKwh).toBe('10');
    expect(record.contentDigest).not.toBe(read(written).contentDigest);
  });

  it('is one in a part that OICP does not know, too', () => {
    const extended = written.replace('{', '{"Extra":{"a":1,"a":2},');
    expect(read(extended).summary.findings).toMatchObject([
      { code: 'repeated-field', message: expect.stringContaining('Extra') },
    ]);
  });
});

describe('the settings of comparisons', () => {
  const classes = [ComparisonSettings, SameChargeSettings, RecordTimeSettings] as const;
  const problemsOf = (environment: Record<string, string>): string => {
    try {
      loadSettings(classes, environment);
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
    }
    return '';
  };

  it('name a limit for megawatts below the other together with all that is wrong', () => {
    const text = problemsOf({
      CDR_MEGAWATT_LIMIT_KW: '500',
      CDR_POWER_TOLERANCE: '7',
      CDR_TIME_TOLERANCE: 'x',
    });
    expect(text).toMatch(/CDR_MEGAWATT_LIMIT_KW +is 500, less than CDR_POWER_LIMIT_KW, which is 1000/);
    expect(text).toMatch(/CDR_POWER_TOLERANCE/);
    expect(text).toMatch(/CDR_TIME_TOLERANCE/);
  });

  it('refuse a longest session of no time, and say which durations are taken', () => {
    expect(problemsOf({ CDR_LONGEST_SESSION: 'P0D' })).toMatch(/longer than none/);
    expect(problemsOf({ CDR_LONGEST_SESSION: 'P1Y' })).toMatch(/weeks, days, hours, minutes and seconds/);
    expect(problemsOf({ CDR_LONGEST_SESSION: 'P2W' })).toBe('');
  });
});
