import { describe, expect, it } from '@jest/globals';
import { parseNotification } from './notification-fact.js';

const names = { SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527', EvseID: 'DE*ABC*E12345*1' };
const start = { ...names, Type: 'Start', ChargingStart: '2026-11-01T10:00:00+01:00' };
const error = { ...names, Type: 'Error', ErrorType: 'CriticalError' };
const progress = { ...start, Type: 'Progress', EventOccurred: '2026-11-01T10:30:00+01:00' };
const end = { ...names, Type: 'End', ChargingEnd: '2026-11-01T11:00:00+01:00' };

function read(notification: object): NonNullable<ReturnType<typeof parseNotification>>['fact'] {
  const receivedAt = '2026-11-01T12:00:00Z';
  const parsed = parseNotification(Buffer.from(JSON.stringify(notification)), { receivedAt });
  if (!parsed) throw new Error('it names no session');
  return parsed.fact;
}

describe('a charging notification with a member of another Type', () => {
  it.each([
    ['Error with ConsumedEnergy', { ...error, ConsumedEnergy: 7.2 }, 'charging-broke-off', '7.2'],
    ['Start with ConsumedEnergy', { ...start, ConsumedEnergy: 0 }, 'charging-started', '0'],
    ['Progress with ConsumedEnergy', { ...progress, ConsumedEnergy: 3.5 }, 'charging', '3.5'],
    ['End with only ConsumedEnergyProgress', { ...end, ConsumedEnergyProgress: 7 }, 'charging-ended', '7'],
    ['Start with an energy that is a text', { ...start, ConsumedEnergy: '1.50' }, 'charging-started', '1.5'],
  ])('%s is a fact of its session, with its energy', (_, notification, kind, energyKwh) => {
    expect(read(notification)).toMatchObject({ kind, says: { energyKwh } });
  });

  it.each([
    ['an object', { kWh: 7 }],
    ['no number', 'seven'],
    ['a list', [7, 8]],
    ['true', true],
  ])('whose energy is %s loses the energy, and says so', (_, ConsumedEnergy) => {
    const { kind, says } = read({ ...error, ConsumedEnergy });
    expect(kind).toBe('charging-broke-off');
    expect(says.energyKwh).toBeUndefined();
    expect(says.findings?.map(({ message }) => message.split(':')[0])).toEqual(['/ConsumedEnergy']);
  });
});

describe('a charging notification with values of the meter', () => {
  const codesOf = (notification: object): readonly string[] =>
    read(notification).says.findings?.map(({ code }) => code) ?? [];

  it.each([
    ['at the end', { ...end, MeterValueStart: 0.5, MeterValueEnd: 600 }, '599.5'],
    ['in between', { ...progress, MeterValueStart: 0, MeterValueInBetween: { meterValues: [4, 10] } }, '10'],
    [
      'beside an energy that cannot be read',
      { ...end, ConsumedEnergy: '3.2 kWh', MeterValueStart: 1, MeterValueEnd: 4 },
      '3',
    ],
    ['beside its energy', { ...end, ConsumedEnergy: 3, MeterValueStart: 1, MeterValueEnd: 4 }, '3'],
    [
      'in between as the session counts, with a start as the meter counts',
      { ...progress, MeterValueStart: 12345.6, MeterValueInBetween: { meterValues: [0, 5] } },
      undefined,
    ],
    [
      'in between as the session counts, with an end as the meter counts',
      { ...end, MeterValueEnd: 12345.6, MeterValueInBetween: { meterValues: [0, 5, 12.5] } },
      '12.5',
    ],
    ['that runs backwards', { ...end, MeterValueStart: 100, MeterValueEnd: 50 }, undefined],
    ['without its start', { ...end, MeterValueEnd: 600 }, undefined],
  ])('%s says how much was charged, as a record does', (_, notification, energyKwh) => {
    expect(read(notification).says.energyKwh).toBe(energyKwh);
  });

  it('has the findings of a record about them', () => {
    const backwards = { ...end, ConsumedEnergy: 0.02, MeterValueStart: 100, MeterValueEnd: 50 };
    expect(read(backwards).says.findings).toEqual(
      expect.arrayContaining([
        { code: 'meter-runs-backwards', message: 'MeterValueEnd is 50 kWh after 100 kWh.' },
        {
          code: 'energy-differs-from-meter',
          message: 'ConsumedEnergy is 0.02 kWh, the meter values differ by -50 kWh.',
        },
      ]),
    );
    const between = { MeterValueStart: 10, MeterValueInBetween: { meterValues: [5] } };
    const message = 'MeterValueInBetween is 5 kWh after 10 kWh.';
    expect(read({ ...progress, ...between }).says.findings).toContainEqual({
      code: 'meter-runs-backwards',
      message,
    });
  });

  it('has no finding for a meter that was read before the energy beside it', () => {
    const meter = { MeterValueStart: 0, MeterValueInBetween: { meterValues: [9.5] } };
    expect(codesOf({ ...progress, ...meter, ConsumedEnergyProgress: 10 })).toEqual([]);
  });
});

describe('a charging notification with a time that cannot be read', () => {
  it.each([
    ['Start', { ...start, ChargingStart: 'gestern' }, 'ChargingStart'],
    ['Progress', { ...progress, ConsumedEnergyProgress: 3, EventOccurred: 'gestern' }, 'EventOccurred'],
    ['End', { ...end, ChargingEnd: 'gestern' }, 'ChargingEnd'],
    ['Start in another spelling', { ...names, Type: 'Start', charging_start: 'gestern' }, 'charging_start'],
  ])('in %s has a finding that it is unreadable, and none that it is missing', (_, notification, name) => {
    const { at, says } = read(notification);
    expect(at).toBe(Date.parse('2026-11-01T12:00:00Z'));
    const about = says.findings?.filter(
      ({ code, message }) => code === 'time-missing' || message.includes(name),
    );
    expect(about?.map(({ code }) => code)).toEqual(['unreadable']);
  });

  it('has one for a time that nobody sent', () => {
    const codes = read({ ...names, Type: 'Start' }).says.findings?.map(({ code }) => code);
    expect(codes).toContain('time-missing');
  });
});

describe('a charging notification of a Type that OICP does not have', () => {
  it.each(['Type', 'type'])('says so, whatever its member is called: %s', (name) => {
    const { says } = read({ ...names, [name]: 'Pause' });
    expect(says.findings).toContainEqual(expect.objectContaining({ code: 'unknown-value' }));
  });
});

describe('a charging notification with texts that no database takes', () => {
  it('carries them as far as people and events need them', () => {
    const { says } = read({ ...start, OperatorID: 'a\0b', EMPPartnerSessionID: 'x'.repeat(20_000) });
    expect(says.operatorId).toBe('a\uFFFDb');
    expect(says.empPartnerSessionId).toHaveLength(500);
  });
});

describe('a charging notification with blanks', () => {
  it('says nothing of the members that hold them', () => {
    const blanks = {
      EvseID: ' ',
      OperatorID: '',
      CPOPartnerSessionID: '\u200B',
      EMPPartnerSessionID: '\u00A0',
    };
    const { says } = read({
      ...start,
      ...blanks,
      Identification: { RFIDMifareFamilyIdentification: { UID: '' } },
    });
    for (const member of [
      'evseId',
      'operatorId',
      'cpoPartnerSessionId',
      'empPartnerSessionId',
      'uid',
    ] as const)
      expect([member, says[member]]).toEqual([member, undefined]);
  });

  it('for its SessionID names no session', () => {
    const about = { receivedAt: '2026-11-01T12:00:00Z' };
    const bytes = Buffer.from(JSON.stringify({ ...start, SessionID: ' ' }));
    expect(parseNotification(bytes, about)).toBeUndefined();
  });

  it('beside its card is that of the card', () => {
    const Identification = {
      RFIDMifareFamilyIdentification: { UID: '04A1B2C3' },
      RemoteIdentification: { EvcoID: '' },
    };
    expect(read({ ...start, Identification }).says.uid).toBe('04A1B2C3');
  });
});

describe('a charging notification that names several media', () => {
  const UID = '04A1B2C3';

  it('says which contract the older member names for its card', () => {
    const Identification = {
      RFIDIdentification: { UID, RFID: 'mifareFamily', EvcoID: 'DE-EMP-C12345678-X' },
    };
    expect(read({ ...start, Identification }).says).toMatchObject({ uid: UID, evcoId: 'DE-EMP-C12345678-X' });
  });

  it('says all of them, each once', () => {
    const Identification = {
      RFIDMifareFamilyIdentification: { UID },
      RFIDIdentification: { UID: '0B0B0B0B', RFID: 'mifareFamily', EvcoID: 'DE-EMP-C12345678-X' },
      RemoteIdentification: { EvcoID: 'DE-EMP-C87654321-X' },
      PlugAndChargeIdentification: { EvcoID: 'DE-EMP-C12345678' },
    };
    expect(read({ ...start, Identification }).says).toMatchObject({
      uid: UID,
      furtherUids: ['0B0B0B0B'],
      evcoId: 'DE-EMP-C12345678-X',
      furtherEvcoIds: ['DE-EMP-C87654321-X'],
    });
  });
});

describe('a charging notification that says two things in one member', () => {
  const written = JSON.stringify({
    ...progress,
    ConsumedEnergyProgress: 10,
    Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3' } },
  });
  const parse = (text: string): NonNullable<ReturnType<typeof parseNotification>>['fact']['says'] => {
    const parsed = parseNotification(Buffer.from(text), { receivedAt: '2026-11-01T12:00:00Z' });
    if (!parsed) throw new Error('it names no session');
    return parsed.fact.says;
  };

  it.each([
    ['under one name', written.replace('"ConsumedEnergy', '"ConsumedEnergyProgress":99,"ConsumedEnergy')],
    ['in two spellings', written.replace('"ConsumedEnergy', '"consumedEnergyProgress":99,"ConsumedEnergy')],
  ])('has no energy where that is given twice %s', (_, text) => {
    const { energyKwh, findings } = parse(text);
    expect(energyKwh).toBeUndefined();
    const message = expect.stringMatching(
      /: ConsumedEnergyProgress is given more than once; none is used\.$/,
    );
    expect(findings).toEqual([{ code: 'repeated-field', message }]);
  });

  it('has a finding about energy that is given twice, behind however many members of others', () => {
    const others = Array.from({ length: 30 }, (_, index) => `"Vendor${index}":1,"Vendor${index}":2,`);
    const energy = '"ConsumedEnergyProgress":99,"ConsumedEnergy';
    const { findings } = parse(
      written.replace('{', `{${others.join('')}`).replace('"ConsumedEnergy', energy),
    );
    expect(findings).toContainEqual({
      code: 'repeated-field',
      message: '/ConsumedEnergyProgress: ConsumedEnergyProgress is given more than once; none is used.',
    });
  });

  it('has a finding where the card is given twice, and keeps its energy', () => {
    const says = parse(written.replace('"UID"', '"UID":"0B0B0B0B","UID"'));
    const message = expect.stringContaining('the last one is used');
    expect(says).toMatchObject({ energyKwh: '10', findings: [{ code: 'repeated-field', message }] });
    expect(JSON.stringify(says.findings)).not.toContain('0B0B0B0B');
  });
});
