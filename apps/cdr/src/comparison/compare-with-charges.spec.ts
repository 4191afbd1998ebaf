import { describe, expect, it } from '@jest/globals';
import type { CdrSummary } from '#suite';
import { aCharge, aSession, B, beside, EVCO, found, limits } from '../../test/charges.js';
import type { Charge } from './charge.js';
import { compareCharge, toOtherCharge } from './compare-charge.js';

describe('a record and those of other sessions', () => {
  const two = (update: Parameters<typeof aCharge>[0] = {}): Charge =>
    aCharge({ sessionId: 'two', ...update });
  const tx = { cpoPartnerSessionId: 'tx-4711' };
  const local = { chargingStart: '2026-11-27T10:01:00', chargingEnd: '2026-11-27T11:00:00' };
  const later = { chargingStart: '2026-11-27T15:00:00+01:00', chargingEnd: '2026-11-27T16:00:00+01:00' };

  const from = (start: string, end: string): Partial<CdrSummary> => ({
    chargingStart: `2026-11-27T${start}:00+01:00`,
    chargingEnd: `2026-11-27T${end}:00+01:00`,
    consumedEnergyKwh: '1',
  });

  it.each<[string, Charge, Charge, string[]]>([
    ['the same but for its SessionID', aCharge(), two(), ['same-charge']],
    [
      'the same, times four minutes off',
      aCharge(),
      two({ chargingStart: '2026-11-27T10:05:00+01:00' }),
      ['same-charge'],
    ],
    [
      'the same card and EVSE, half an hour off',
      aCharge(),
      two({ chargingStart: '2026-11-27T10:31:00+01:00' }),
      ['card-in-two-charges', 'evse-in-two-charges'],
    ],
    ['one card at two EVSEs', aCharge(), two({ evseId: 'DE*SWM*E052601' }), ['card-in-two-charges']],
    ['two cards at one EVSE', aCharge(), two({ uid: B }), ['evse-in-two-charges']],
    [
      'one contract by app at one EVSE at one time',
      aCharge({ uid: '', evcoId: EVCO }),
      two({ uid: '', evcoId: 'DE-EMP-C12345678' }),
      ['same-charge'],
    ],
    [
      'one contract by app at two places',
      aCharge({ uid: '', evcoId: EVCO }),
      two({ uid: '', evcoId: EVCO, evseId: 'DE*SWM*E052601' }),
      [],
    ],
    [
      'two minutes of one card at another EVSE, amid a charge of an hour',
      aCharge(),
      two({ evseId: 'DE*SWM*E052601', ...from('10:30', '10:32') }),
      ['card-in-two-charges'],
    ],
    [
      'two minutes of another card, amid a charge of an hour',
      aCharge(),
      two({ uid: B, ...from('10:30', '10:32') }),
      ['evse-in-two-charges'],
    ],
    [
      'energy in no time, amid a charge of an hour',
      aCharge(),
      two({ uid: B, ...from('10:30', '10:30') }),
      ['evse-in-two-charges'],
    ],
    [
      'a try that took no time and no energy, amid a charge of an hour',
      aCharge(),
      two({ uid: B, ...from('10:30', '10:30'), consumedEnergyKwh: '0' }),
      [],
    ],
    ['two minutes that end as another begins, by another clock', aCharge(), two(from('10:02', '10:04')), []],
    [
      'three minutes of one card at two EVSEs, at equal times',
      aCharge(from('10:01', '10:04')),
      two({ evseId: 'DE*SWM*E052601', ...from('10:01', '10:04') }),
      ['card-in-two-charges'],
    ],
    [
      'energy in no time of two cards at one EVSE, at equal times',
      aCharge(from('10:01', '10:01')),
      two({ uid: B, ...from('10:01', '10:01') }),
      ['evse-in-two-charges'],
    ],
    [
      'energy in no time within a short charge of the same driver',
      aCharge(from('10:01', '10:04')),
      two(from('10:02', '10:02')),
      ['same-charge'],
    ],
    [
      'one that begins when the other ends',
      aCharge(),
      two({ chargingStart: '2026-11-27T11:00:00+01:00', chargingEnd: '2026-11-27T12:00:00+01:00' }),
      [],
    ],
    [
      'one that begins five minutes before the other ends, by another clock',
      aCharge(),
      two({
        evseId: 'DE*SWM*E052601',
        chargingStart: '2026-11-27T10:55:00+01:00',
        chargingEnd: '2026-11-27T12:00:00+01:00',
      }),
      [],
    ],
    [
      'a second try after two minutes at a loose plug',
      aCharge({ chargingEnd: '2026-11-27T10:03:00+01:00' }),
      two({ chargingStart: '2026-11-27T10:04:00+01:00', chargingEnd: '2026-11-27T10:06:00+01:00' }),
      [],
    ],
    ['one transaction under corrected times', aCharge(tx), two({ ...tx, ...later }), ['same-charge']],
    [
      'one transaction with blanks around it',
      aCharge(tx),
      two({ ...later, cpoPartnerSessionId: ' tx-4711 ' }),
      ['same-charge'],
    ],
    ['one transaction of two operators', aCharge(tx), two({ ...tx, ...later, operatorKey: 'DEXYZ' }), []],
    [
      'a number that was used again a week later',
      aCharge(tx),
      two({ ...tx, chargingStart: '2026-12-04T10:01:00+01:00', chargingEnd: '2026-12-04T11:00:00+01:00' }),
      [],
    ],
    [
      'one number of two charging points',
      aCharge(tx),
      two({ ...tx, ...later, uid: B, evseId: 'DE*ABC*E00002' }),
      [],
    ],
    ['one number of two drivers at one EVSE', aCharge(tx), two({ ...tx, ...later, uid: B }), []],
    [
      'blank names of sessions',
      aCharge({ cpoPartnerSessionId: ' ' }),
      two({ ...later, cpoPartnerSessionId: ' ' }),
      [],
    ],
    ['the same, both without offset', aCharge(local), two(local), ['same-charge']],
    [
      'another card at the EVSE, both without offset',
      aCharge(local),
      two({ ...local, uid: B }),
      ['evse-in-two-charges'],
    ],
    [
      'the card at another EVSE of the operator, both without offset',
      aCharge(local),
      two({ ...local, evseId: 'DE*ABC*E00009' }),
      ['card-in-two-charges'],
    ],
    [
      'the card at an EVSE of another operator, both without offset',
      aCharge(local),
      two({ ...local, evseId: 'DE*SWM*E052601', operatorKey: 'DESWM' }),
      [],
    ],
    ...[
      { where: 'in another country', evseId: 'GB*ABC*E00009', other: 'DE*ABC*E00001' },
      { where: 'in another country in DIN notation', evseId: '+44*810*9', other: '+49*810*1' },
      { where: 'that it does not name', evseId: '', other: 'DE*ABC*E00001' },
    ].map(({ where, evseId, other }): [string, Charge, Charge, string[]] => [
      `the card at an EVSE of the operator ${where}, both without offset`,
      aCharge({ ...local, evseId: other }),
      two({ ...local, evseId }),
      [],
    ]),
    [
      'the card at another EVSE of the operator in DIN notation, both without offset',
      aCharge({ ...local, evseId: '+49*810*1' }),
      two({ ...local, evseId: '49*810*9' }),
      ['card-in-two-charges'],
    ],
    ['the same without offset', aCharge(), two(local), ['same-charge']],
    [
      'one without offset, at its time in UTC',
      aCharge(),
      two({ chargingStart: '2026-11-27T09:01:00', chargingEnd: '2026-11-27T10:00:00' }),
      [],
    ],
    ['times of which one has an offset', aCharge(), two({ chargingStart: '2026-11-27T10:01:00' }), []],
    ['a session of months', aCharge(), two({ chargingStart: '2026-01-01T00:00:00Z' }), []],
  ])('%s: both find the same of the other', (_, charge, other, codes) => {
    expect(beside(charge, other)).toEqual(codes);
    expect(beside(other, charge)).toEqual(codes);
  });

  it('does not collide with itself, stored by an earlier release under a SessionID without hyphens', () => {
    const sessionId = '5f2f9a0e-6c1f-4a45-9f0e-0d1c2b3a4e5f';
    expect(beside(aCharge({ sessionId }), aCharge({ sessionId: sessionId.replaceAll('-', '') }))).toEqual([]);
  });

  it('names the other session', () => {
    const context = { session: undefined, others: [toOtherCharge(two(), undefined)], power: undefined };
    expect(compareCharge(aCharge(), context, limits)).toMatchObject({
      findings: [{ code: 'same-charge', comparedWith: 'session two' }],
      partners: ['two'],
    });
  });

  it('of a reservation is compared with none, and none with it', () => {
    const reservation = aSession({ isReservation: true });
    const others = [toOtherCharge(two(), undefined)];
    const nothing = { consumedEnergyKwh: '0' };
    expect(found(aCharge(nothing), { session: reservation, others })).toEqual([]);
    expect(found(aCharge(), { others: [toOtherCharge(two(nothing), reservation)] })).toEqual([]);
  });

  it('under the SessionID of a reservation is a charge where energy flowed', () => {
    const reservation = aSession({ isReservation: true });
    const others = [toOtherCharge(two(), undefined)];
    expect(found(aCharge(), { session: reservation, others })).toEqual(['same-charge']);
    expect(found(aCharge(), { others: [toOtherCharge(two(), reservation)] })).toEqual(['same-charge']);
  });

  it('names three of many, and no more', () => {
    const many = Array.from({ length: 9 }, (_, index) => two({ sessionId: `many ${index}` }));
    expect(beside(aCharge(), ...many)).toHaveLength(3);
  });
});
