import { randomUUID } from 'node:crypto';
import type { aCdr } from './cdr.js';
import {
  anEvse,
  aSwipe,
  aUid,
  byApp,
  byCard,
  cdrOf,
  aDecision,
  EVCO_ID,
  type SwipedCard,
} from './charges.js';

type Cdr = ReturnType<typeof aCdr>;
type Event = readonly [type: string, data: object];

/** The events of a session, and the records received for it; findings are those of the first record. */
export interface ComparisonCase {
  readonly known: readonly Event[];
  readonly records: readonly [Cdr, ...Cdr[]];
}
export type NamedCase = readonly [
  name: string,
  make: (swipe: SwipedCard) => ComparisonCase,
  codes: readonly string[],
];

const authorised = (swipe: SwipedCard, update: object = {}): Event => [
  'authorization.decided',
  aDecision(swipe, update),
];
const startedByApp = ({ sessionId, evseId }: SwipedCard, evcoId = EVCO_ID): Event => [
  'session.updated',
  {
    id: randomUUID(),
    state: 'active',
    startedBy: 'app',
    sessionId,
    evcoId,
    requestedAt: '2026-09-23T14:11:00.000Z',
    requestedEvseId: evseId,
  },
];
const stopped = ({ sessionId }: SwipedCard, at: string, startedBy = 'card'): Event => [
  'authorization.stop-accepted',
  { at, medium: 'rfid', sessionId, startedBy, operatorId: 'DE*ABC' },
];
const reserved = ({ sessionId, evseId }: SwipedCard): Event => [
  'reservation.updated',
  {
    id: randomUUID(),
    state: 'used',
    evseId,
    evcoId: EVCO_ID,
    providerId: 'DE-EMP',
    sessionId,
    requestedAt: '2026-09-23T14:11:00.000Z',
    reservedUntil: '2026-09-23T14:41:00.000Z',
  },
];
const olderRfid = (UID: string, more: object = {}): object => ({
  Identification: { RFIDIdentification: { UID, RFID: 'mifareFamily', EvcoID: null, ...more } },
});
const bothCards = (UID: string, older: string): object => ({
  Identification: {
    RFIDMifareFamilyIdentification: { UID },
    RFIDIdentification: { UID: older, RFID: 'mifareFamily' },
  },
});
const withApp = (UID: string, EvcoID: string): object => ({
  Identification: { RFIDMifareFamilyIdentification: { UID }, RemoteIdentification: { EvcoID } },
});
const spelled = (uid: string): string => (uid.toLowerCase().match(/../g) ?? []).join(':');
const reversed = (uid: string): string => (uid.match(/../g) ?? []).toReversed().join('');
const lasting = (minutes: number, ConsumedEnergy: number): object => ({
  ChargingEnd: new Date(Date.parse('2026-09-23T14:15:00Z') + minutes * 60_000).toISOString(),
  ConsumedEnergy,
  MeterValueEnd: 100.5 + ConsumedEnergy,
});

/** One record of a session that we authorised by card; some members exchanged. */
const ofCard =
  (update: (swipe: SwipedCard) => object = () => ({}), decision: object = {}) =>
  (swipe: SwipedCard): ComparisonCase => ({
    known: [authorised(swipe, decision)],
    records: [cdrOf(swipe, update(swipe))],
  });
const ofApp =
  (update: (swipe: SwipedCard) => object, evcoId = EVCO_ID) =>
  (swipe: SwipedCard): ComparisonCase => ({
    known: [startedByApp(swipe, evcoId)],
    records: [cdrOf(swipe, { ...byApp(evcoId), ...update(swipe) })],
  });
const ofDin = (EvcoID: string): ((swipe: SwipedCard) => ComparisonCase) =>
  ofApp(() => byApp(EvcoID), 'DE*EMP*123A56*3');
/** Two records; the second is of another session of the same card, EVSE and time, some members exchanged. */
const besides =
  (update: (swipe: SwipedCard) => object = () => ({}), first: object = {}) =>
  (swipe: SwipedCard): ComparisonCase => {
    const other = { ...swipe, sessionId: randomUUID() };
    return {
      known: [authorised(swipe), authorised(other)],
      records: [cdrOf(swipe, first), cdrOf(other, update(other))],
    };
  };

const OTHER_CONTRACT = 'DE-EMP-C87654321-X';
const sameTransaction =
  (later: object) =>
  (swipe: SwipedCard): ComparisonCase => {
    const tx = { CPOPartnerSessionID: `tx ${swipe.uid}` };
    return besides(() => ({ ...tx, ...later }), tx)(swipe);
  };
/** An EVSE with a DIN EvseID, which the record writes otherwise. */
const ofDinEvse =
  (write: (evseId: string) => string) =>
  (swipe: SwipedCard): ComparisonCase => {
    const evseId = `+49*810*${Number.parseInt(swipe.uid.slice(0, 10), 16)}*438`;
    return ofCard(() => ({ EvseID: write(evseId) }), { evseId })(swipe);
  };
const at = (ChargingStart: string, ChargingEnd: string): object => ({
  SessionStart: ChargingStart,
  ChargingStart,
  ChargingEnd,
  SessionEnd: ChargingEnd,
});

/** Field case 01 and its kind: a record, and the session that it names. */
const sessions: readonly NamedCase[] = [
  ['its own card, EVSE and time', ofCard(), []],
  ['another card', ofCard(() => byCard(aUid())), ['other-card']],
  ['another card in the older member', ofCard(() => olderRfid(aUid())), ['other-card']],
  ['its card in the older member', ofCard(({ uid }) => olderRfid(uid)), []],
  ['its card in small letters with colons', ofCard(({ uid }) => byCard(spelled(uid))), []],
  ['its card read in the other order of bytes', ofCard(({ uid }) => byCard(reversed(uid))), ['other-card']],
  ['its card and its contract', ofCard(({ uid }) => olderRfid(uid, { EvcoID: EVCO_ID })), []],
  [
    'its card and another contract',
    ofCard(({ uid }) => olderRfid(uid, { EvcoID: OTHER_CONTRACT })),
    ['other-contract'],
  ],
  ['its contract for its card', ofCard(() => byApp()), []],
  ['another contract for its card', ofCard(() => byApp(OTHER_CONTRACT)), ['other-contract']],
  ['a card for a session of an app', ofApp(() => byCard(aUid())), ['other-card']],
  ['its contract without the check digit', ofApp(() => byApp('DE-EMP-C12345678')), []],
  ['its contract without separators in small letters', ofApp(() => byApp('deempc12345678x')), []],
  ['its contract with another check digit', ofApp(() => byApp('DE-EMP-C12345678-Y')), ['other-contract']],
  [
    'another contract by Plug & Charge',
    ofApp(() => ({ Identification: { PlugAndChargeIdentification: { EvcoID: OTHER_CONTRACT } } })),
    ['other-contract'],
  ],
  [
    'its contract by QR code',
    ofApp(() => ({ Identification: { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '1234' } } })),
    [],
  ],
  ['its DIN contract with hyphens', ofDin('DE-EMP-123A56-3'), []],
  ['its DIN contract without the check digit', ofDin('DE*EMP*123A56'), []],
  ['its DIN contract as ISO has it', ofDin('DE-EMP-C0123A563'), []],
  ['its DIN contract as ISO 15118-1 had it first, with a check digit', ofDin('DE-EMP-00123A563-N'), []],
  ['another contract in the other notation', ofDin('DE-EMP-C0123A573'), ['other-contract']],
  [
    'its EVSE in another spelling',
    ofCard(({ evseId }) => ({ EvseID: evseId.replaceAll('*', '').toLowerCase() })),
    [],
  ],
  [
    'its EVSE with dashes and blanks',
    ofCard(({ evseId }) => ({ EvseID: ` ${evseId.replaceAll('*', '–')}` })),
    [],
  ],
  ['another EVSE', ofCard(() => ({ EvseID: anEvse() })), ['other-evse']],
  ['a DIN EVSE without its plus sign', ofDinEvse((evseId) => evseId.slice(1)), []],
  [
    'a DIN EVSE whose separators are elsewhere',
    ofDinEvse((evseId) => evseId.replace(/\*438$/, '4*38')),
    ['other-evse'],
  ],
  ['a blank for its card', ofCard(() => byCard('')), []],
  ['a blank for its card in the older member', ofCard(() => olderRfid('\u200B')), []],
  ['a blank for its contract', ofCard(({ uid }) => olderRfid(uid, { EvcoID: ' ' })), []],
  ['a blank for the contract of an app', ofApp(() => byApp('\u00A0')), []],
  ['a blank for its EVSE', ofCard(() => ({ EvseID: '\u00A0' })), []],
  ['an EVSE where the decision had a blank', ofCard(() => ({}), { evseId: '' }), []],
  ['its card with a character that nobody sees', ofCard(({ uid }) => byCard(`\u200B${uid}`)), []],
  ['its card in both members', ofCard(({ uid }) => bothCards(uid, uid)), []],
  ['another card in the older of two members', ofCard(({ uid }) => bothCards(uid, aUid())), ['other-card']],
  [
    'its card, and another contract of an app',
    ofCard(({ uid }) => withApp(uid, OTHER_CONTRACT)),
    ['other-contract'],
  ],
  ['its card, and its contract as that of an app', ofCard(({ uid }) => withApp(uid, EVCO_ID)), []],
  ['its SessionID in quotation marks', ofCard(({ sessionId }) => ({ SessionID: `"${sessionId}"` })), []],
  [
    'its SessionID with non-breaking hyphens',
    ofCard(({ sessionId }) => ({ SessionID: `\u200B${sessionId.replaceAll('-', '\u2011')}` })),
    [],
  ],
  [
    'no medium where two contracts were authorised',
    (swipe) => ({
      known: [
        authorised(swipe),
        authorised({ ...swipe, uid: aUid() }, { evcoId: OTHER_CONTRACT, at: '2026-09-23T14:13:00Z' }),
      ],
      records: [cdrOf(swipe, { Identification: null })],
    }),
    ['several-contracts'],
  ],
  [
    'the start before the decision that it fits, after another one',
    (swipe) => ({
      known: [
        authorised({ ...swipe, uid: aUid() }, { at: '2026-09-23T10:00:00Z' }),
        authorised(swipe, { at: '2026-09-23T15:00:00Z' }),
      ],
      records: [cdrOf(swipe)],
    }),
    ['charging-before-authorisation'],
  ],
  [
    'a session of an app that failed',
    (swipe) => {
      const [, view] = startedByApp(swipe);
      return {
        known: [startedByApp(swipe), ['session.closed', { ...view, state: 'failed' }], startedByApp(swipe)],
        records: [cdrOf(swipe, { Identification: null })],
      };
    },
    ['unknown-session'],
  ],
  [
    'a stop after which it was authorised again',
    (swipe) => ({
      known: [
        authorised(swipe),
        stopped(swipe, '2026-09-23T14:20:00.000Z'),
        authorised(swipe, { at: '2026-09-23T14:30:00Z' }),
      ],
      records: [cdrOf(swipe)],
    }),
    [],
  ],
  [
    'a second stop after it was authorised again',
    (swipe) => ({
      known: [
        authorised(swipe),
        stopped(swipe, '2026-09-23T14:20:00.000Z'),
        authorised(swipe, { at: '2026-09-23T14:30:00Z' }),
        stopped(swipe, '2026-09-23T15:00:00.000Z'),
      ],
      records: [cdrOf(swipe)],
    }),
    ['charging-after-stop'],
  ],
  ['an EVSE that the decision did not name', ofCard(() => ({}), { evseId: undefined }), []],
  ['no card', ofCard(() => ({ Identification: null })), []],
  [
    'its SessionID without hyphens',
    ofCard(({ sessionId }) => ({ SessionID: sessionId.replaceAll('-', '').toUpperCase() })),
    [],
  ],
  ['ChargingStart at another offset', ofCard(() => ({ ChargingStart: '2026-09-23T09:15:00-05:00' })), []],
  [
    'ChargingStart an hour before the decision',
    ofCard(() => ({ SessionStart: '2026-09-23T14:10:00+02:00', ChargingStart: '2026-09-23T15:10:00+02:00' })),
    ['charging-before-authorisation'],
  ],
  [
    'a cable plugged in hours before the decision',
    ofCard(() => ({ SessionStart: '2026-09-23T09:10:00+02:00' })),
    [],
  ],
  ['ChargingStart missing', ofCard(() => ({ ChargingStart: null })), []],
  [
    'ChargingStart missing and ChargingEnd before the decision',
    ofCard(() => ({
      SessionStart: '2026-09-23T13:10:00+02:00',
      ChargingStart: null,
      ChargingEnd: '2026-09-23T15:10:00+02:00',
    })),
    ['charging-before-authorisation'],
  ],
  [
    'ChargingStart without offset',
    ofCard(() => ({ SessionStart: '2026-09-23T13:10:00', ChargingStart: '2026-09-23T13:15:00' })),
    [],
  ],
  [
    'the second of two cards that were authorised',
    (swipe) => {
      const uid = aUid();
      return {
        known: [authorised(swipe), authorised({ ...swipe, uid }, { at: '2026-09-23T14:13:00Z' })],
        records: [cdrOf({ ...swipe, uid })],
      };
    },
    [],
  ],
  [
    'a refused decision',
    (swipe) => ({
      known: [authorised(swipe, { decision: 'refused', code: '102' })],
      records: [cdrOf(swipe)],
    }),
    ['unknown-session'],
  ],
  [
    'a stop ten minutes before ChargingEnd',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T15:05:00.000Z')],
      records: [cdrOf(swipe)],
    }),
    ['charging-after-stop'],
  ],
  [
    'a stop four minutes before ChargingEnd',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T15:11:00.000Z')],
      records: [cdrOf(swipe)],
    }),
    [],
  ],
  [
    'a stop before ChargingStart, ChargingEnd missing',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T14:12:00.000Z')],
      records: [cdrOf(swipe, { ChargingStart: '2026-09-23T16:45:00+02:00', ChargingEnd: null })],
    }),
    ['charging-after-stop'],
  ],
  [
    'a stop of a session that HBS authorised',
    (swipe) => ({ known: [stopped(swipe, '2026-09-23T15:05:00.000Z', 'other')], records: [cdrOf(swipe)] }),
    ['unknown-session'],
  ],
];

const inTwentyMinutes = {
  SessionStart: '2026-09-23T14:11:00Z',
  ChargingEnd: '2026-09-23T14:21:00Z',
  SessionEnd: '2026-09-23T14:31:00Z',
  ConsumedEnergy: 600,
  MeterValueEnd: 700.5,
};

/** Field case 02 and its kind: energy against time, where the power of the EVSE is not known. */
const energies: readonly NamedCase[] = [
  ['600 kWh in ten minutes', ofCard(() => lasting(10, 600)), ['energy-exceeds-power']],
  [
    '600 kWh as text in ten minutes',
    ofCard(() => ({ ...lasting(10, 600), ConsumedEnergy: '600' })),
    ['energy-exceeds-power'],
  ],
  ['25.6 kWh in no time', ofCard(() => lasting(0, 25.6)), ['energy-exceeds-power']],
  ['0.4 kWh in no time', ofCard(() => lasting(0, 0.4)), []],
  ['150 kWh in ten minutes', ofCard(() => lasting(10, 150)), []],
  [
    '600 kWh by the meter alone, in ten minutes',
    ofCard(() => ({ ...lasting(10, 600), ConsumedEnergy: null })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh, ChargingStart without offset in a session of 20 minutes',
    ofCard(() => ({ ...inTwentyMinutes, ChargingStart: '2026-09-23T14:15:00' })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh, its times of charging in wrong order in a session of 20 minutes',
    ofCard(() => ({ ...inTwentyMinutes, ChargingStart: '2026-09-23T18:00:00Z' })),
    ['energy-exceeds-power'],
  ],
  [
    'more energy than a number holds',
    ofCard(() => ({ ConsumedEnergy: '1e400', MeterValueEnd: null })),
    ['energy-exceeds-power'],
  ],
  ['10 kWh by the meter alone', ofCard(() => ({ ConsumedEnergy: null })), []],
  ['a meter that runs backwards alone', ofCard(() => ({ ConsumedEnergy: null, MeterValueEnd: 1 })), []],
  [
    '1,800 kWh in a session without times of charging',
    ofCard(() => ({ ChargingStart: null, ChargingEnd: null, ConsumedEnergy: 1_800, MeterValueEnd: null })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh in ten minutes, seen at two offsets',
    ofCard(() => ({ ...lasting(10, 600), ChargingStart: '2026-09-23T23:15:00+09:00' })),
    ['energy-exceeds-power'],
  ],
];

/** Field case 04 and its kind: records of several sessions. */
const collisions: readonly NamedCase[] = [
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

const under = (heading: string, cases: readonly NamedCase[]): readonly NamedCase[] =>
  cases.map(([name, make, codes]) => [`${heading} ${name}`, make, codes]);

export const comparisonCases: readonly NamedCase[] = [
  ...under('with', sessions),
  ...under('of', energies),
  ...under('beside', collisions),
];
