import { randomUUID } from 'node:crypto';
import {
  type NamedCase,
  authorised,
  startedByApp,
  reserved,
  olderRfid,
  spelled,
  besides,
  sameTransaction,
  at,
} from './case-builders.js';
import { anEvse, aSwipe, byApp, byCard, cdrOf } from '../charges.js';

const WITHOUT_OFFSET = at('2026-09-23T16:15:00', '2026-09-23T17:15:00');
/** One an hour at one EVSE. On the wall at −08:00 it is earlier than in UTC: 12:00 there is amid these in UTC. */
const WESTERN_MORNING = Array.from({ length: 6 }, (_, index) => {
  const hour = String(5 + index).padStart(2, '0');
  return at(`2026-09-23T${hour}:00:00-08:00`, `2026-09-23T${hour}:40:00-08:00`);
});

/** Field case 04 and its kind: records of several sessions. */
export const collisionCases: readonly NamedCase[] = [
  ['the same but for its SessionID', besides(), ['same-charge']],
  ['the same, its card in the older member', besides(({ uid }) => olderRfid(uid)), ['same-charge']],
  [
    'the same, its card in small letters with colons',
    besides(({ uid }) => byCard(spelled(uid))),
    ['same-charge'],
  ],
  [
    'the same, its EVSE in another spelling',
    besides(({ evseId }) => ({ EvseID: evseId.replaceAll('*', '') })),
    ['same-charge'],
  ],
  [
    'the same at another offset',
    besides(() => at('2026-09-23T14:15:00Z', '2026-09-23T15:15:00Z')),
    ['same-charge'],
  ],
  ['the same, both without offset', besides(() => WITHOUT_OFFSET, WITHOUT_OFFSET), ['same-charge']],
  ['the same without offset', besides(() => WITHOUT_OFFSET), ['same-charge']],
  ['the same with an offset, itself without', besides(undefined, WITHOUT_OFFSET), ['same-charge']],
  ...[
    { how: 'a blank between date and time', from: '2026-09-23 16:15:00+02:00' },
    { how: 'a small t', from: '2026-09-23t16:15:00+02:00' },
    { how: 'blanks before it', from: ' \u00A0\t2026-09-23T16:15:00+02:00' },
  ].map(({ how, from }): NamedCase => [
    `the same with an offset and ${how}, itself without`,
    besides(() => at(from, '2026-09-23T17:15:00+02:00'), WITHOUT_OFFSET),
    ['same-charge'],
  ]),
  [
    'its card at another EVSE, both without offset',
    besides(() => ({ ...WITHOUT_OFFSET, EvseID: anEvse() }), WITHOUT_OFFSET),
    ['card-in-two-charges'],
  ],
  [
    'the same with other energy',
    besides(() => ({ ConsumedEnergy: 11, MeterValueEnd: 111.5 })),
    ['same-charge'],
  ],
  ['the same without ChargingStart', besides(() => ({ ChargingStart: null })), ['same-charge']],
  ['the same by its contract', besides(() => byApp()), ['same-charge']],
  [
    'the same by its contract without the check digit',
    besides(() => byApp('DE-EMP-C12345678')),
    ['same-charge'],
  ],
  ['the same without an EVSE', besides(() => ({ EvseID: null })), ['card-in-two-charges']],
  [
    'the same transaction hours later',
    sameTransaction(at('2026-09-23T20:15:00+02:00', '2026-09-23T21:15:00+02:00')),
    ['same-charge'],
  ],
  [
    'the same transaction two days later',
    sameTransaction(at('2026-09-25T20:15:00+02:00', '2026-09-25T21:15:00+02:00')),
    [],
  ],
  [
    'its card at another EVSE',
    (swipe) => {
      const other = { ...aSwipe(), uid: swipe.uid };
      return {
        known: [authorised(swipe), authorised(other)],
        records: [cdrOf(swipe), cdrOf(other, { HubOperatorID: 'DE*SWM' })],
      };
    },
    ['card-in-two-charges'],
  ],
  [
    'another card at its EVSE',
    (swipe) => {
      const other = { ...aSwipe(), evseId: swipe.evseId };
      return { known: [authorised(swipe), authorised(other)], records: [cdrOf(swipe), cdrOf(other)] };
    },
    ['evse-in-two-charges'],
  ],
  [
    'another card at its EVSE, after six charges that morning, eight hours west of UTC',
    (swipe) => {
      const elsewhen = WESTERN_MORNING.map((times) => cdrOf({ ...aSwipe(), evseId: swipe.evseId }, times));
      const other = { ...aSwipe(), evseId: swipe.evseId };
      return {
        known: [authorised(swipe), authorised(other)],
        records: [
          cdrOf(swipe, at('2026-09-23T12:00:00-08:00', '2026-09-23T13:00:00-08:00')),
          ...elsewhen,
          cdrOf(other, at('2026-09-23T12:10:00-08:00', '2026-09-23T12:50:00-08:00')),
        ],
      };
    },
    ['evse-in-two-charges'],
  ],
  [
    'its contract by app at two EVSEs',
    (swipe) => {
      const other = aSwipe();
      return {
        known: [startedByApp(swipe), startedByApp(other)],
        records: [cdrOf(swipe, byApp()), cdrOf(other, byApp())],
      };
    },
    [],
  ],
  [
    'a reservation of its EVSE',
    (swipe) => {
      const other = { ...swipe, sessionId: randomUUID() };
      const reservation = cdrOf(other, { ...byApp(), ConsumedEnergy: 0, MeterValueEnd: 100.5 });
      return { known: [authorised(swipe), reserved(other)], records: [cdrOf(swipe), reservation] };
    },
    [],
  ],
  [
    'a charge under the SessionID of its reservation',
    (swipe) => {
      const other = { ...swipe, sessionId: randomUUID() };
      return {
        known: [authorised(swipe), reserved(swipe), authorised(other)],
        records: [cdrOf(swipe), cdrOf(other)],
      };
    },
    ['same-charge'],
  ],
  [
    'a reservation that was refused, charged all the same',
    (swipe) => {
      const other = { ...swipe, sessionId: randomUUID() };
      const [type, reservation] = reserved(swipe);
      return {
        known: [authorised(swipe), [type, { ...reservation, state: 'failed' }], authorised(other)],
        records: [cdrOf(swipe), cdrOf(other)],
      };
    },
    ['same-charge'],
  ],
  ['blanks for the EVSE of both', besides(() => ({ EvseID: ' ' }), { EvseID: '' }), ['card-in-two-charges']],
  [
    'blanks for both cards',
    (swipe) => {
      const other = { ...aSwipe(), sessionId: randomUUID() };
      return { known: [], records: [cdrOf(swipe, byCard('')), cdrOf(other, byCard('\u00A0'))] };
    },
    ['unknown-session'],
  ],
  ...['UNKNOWN', '00000000'].map((uid): NamedCase => [
    `another driver, both with the UID ${uid}`,
    (swipe) => ({ known: [], records: [cdrOf(swipe, byCard(uid)), cdrOf(aSwipe(), byCard(uid))] }),
    ['unknown-session'],
  ]),
  [
    'another driver, both at an EVSE 1',
    (swipe) => ({
      known: [],
      records: [cdrOf(swipe, { EvseID: '1' }), cdrOf(aSwipe(), { EvseID: '1', HubOperatorID: 'FR*BBB' })],
    }),
    ['unknown-session'],
  ],
  [
    'the same transaction hours later at another EVSE',
    sameTransaction({
      EvseID: anEvse(),
      ...at('2026-09-23T20:15:00+02:00', '2026-09-23T21:15:00+02:00'),
    }),
    [],
  ],
  [
    'the same without SessionEnd',
    besides(() => ({ SessionEnd: null }), { SessionEnd: null }),
    ['same-charge'],
  ],
  [
    'the same, its car plugged in for weeks after charging',
    besides(() => ({ SessionEnd: '2026-10-12T08:00:00Z' }), { SessionEnd: '2026-10-12T08:00:00Z' }),
    ['same-charge'],
  ],
  [
    'the same, ChargingStart of a clock that was never set',
    besides(() => ({ ChargingStart: '1970-01-01T00:00:00Z' })),
    ['same-charge'],
  ],
  ['one that follows it', besides(() => at('2026-09-23T17:15:00+02:00', '2026-09-23T18:15:00+02:00')), []],
  [
    'one that begins four minutes before it ends',
    besides(() => at('2026-09-23T17:11:00+02:00', '2026-09-23T18:15:00+02:00')),
    [],
  ],
  [
    'one that is within it',
    besides(() => at('2026-09-23T16:30:00+02:00', '2026-09-23T16:45:00+02:00')),
    ['card-in-two-charges', 'evse-in-two-charges'],
  ],
  [
    'the same session in another spelling',
    (swipe) => {
      const { sessionId } = swipe;
      return {
        known: [authorised(swipe)],
        records: [cdrOf(swipe), cdrOf({ ...swipe, sessionId: sessionId.replaceAll('-', '') })],
      };
    },
    [],
  ],
];
