import { randomUUID } from 'node:crypto';
import type { aCdr } from '../cdr.js';
import { byApp, cdrOf, aDecision, EVCO_ID, type SwipedCard } from '../charges.js';

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

export const authorised = (swipe: SwipedCard, update: object = {}): Event => [
  'authorization.decided',
  aDecision(swipe, update),
];
export const startedByApp = ({ sessionId, evseId }: SwipedCard, evcoId = EVCO_ID): Event => [
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
export const stopped = ({ sessionId }: SwipedCard, at: string, startedBy = 'card'): Event => [
  'authorization.stop-accepted',
  { at, medium: 'rfid', sessionId, startedBy, operatorId: 'DE*ABC' },
];
export const reserved = ({ sessionId, evseId }: SwipedCard): Event => [
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
export const olderRfid = (UID: string, more: object = {}): object => ({
  Identification: { RFIDIdentification: { UID, RFID: 'mifareFamily', EvcoID: null, ...more } },
});
export const bothCards = (UID: string, older: string): object => ({
  Identification: {
    RFIDMifareFamilyIdentification: { UID },
    RFIDIdentification: { UID: older, RFID: 'mifareFamily' },
  },
});
export const withApp = (UID: string, EvcoID: string): object => ({
  Identification: { RFIDMifareFamilyIdentification: { UID }, RemoteIdentification: { EvcoID } },
});
export const spelled = (uid: string): string => (uid.toLowerCase().match(/../g) ?? []).join(':');
export const reversed = (uid: string): string => (uid.match(/../g) ?? []).toReversed().join('');
export const lasting = (minutes: number, ConsumedEnergy: number): object => ({
  ChargingEnd: new Date(Date.parse('2026-09-23T14:15:00Z') + minutes * 60_000).toISOString(),
  ConsumedEnergy,
  MeterValueEnd: 100.5 + ConsumedEnergy,
});

/** One record of a session that we authorised by card; some members exchanged. */
export const ofCard =
  (update: (swipe: SwipedCard) => object = () => ({}), decision: object = {}) =>
  (swipe: SwipedCard): ComparisonCase => ({
    known: [authorised(swipe, decision)],
    records: [cdrOf(swipe, update(swipe))],
  });
export const ofApp =
  (update: (swipe: SwipedCard) => object, evcoId = EVCO_ID) =>
  (swipe: SwipedCard): ComparisonCase => ({
    known: [startedByApp(swipe, evcoId)],
    records: [cdrOf(swipe, { ...byApp(evcoId), ...update(swipe) })],
  });
export const ofDin = (EvcoID: string): ((swipe: SwipedCard) => ComparisonCase) =>
  ofApp(() => byApp(EvcoID), 'DE*EMP*123A56*3');
/** Two records; the second is of another session of the same card, EVSE and time, some members exchanged. */
export const besides =
  (update: (swipe: SwipedCard) => object = () => ({}), first: object = {}) =>
  (swipe: SwipedCard): ComparisonCase => {
    const other = { ...swipe, sessionId: randomUUID() };
    return {
      known: [authorised(swipe), authorised(other)],
      records: [cdrOf(swipe, first), cdrOf(other, update(other))],
    };
  };

export const OTHER_CONTRACT = 'DE-EMP-C87654321-X';
export const sameTransaction =
  (later: object) =>
  (swipe: SwipedCard): ComparisonCase => {
    const tx = { CPOPartnerSessionID: `tx ${swipe.uid}` };
    return besides(() => ({ ...tx, ...later }), tx)(swipe);
  };
/** An EVSE with a DIN EvseID, which the record writes otherwise. */
export const ofDinEvse =
  (write: (evseId: string) => string) =>
  (swipe: SwipedCard): ComparisonCase => {
    const evseId = `+49*810*${Number.parseInt(swipe.uid.slice(0, 10), 16)}*438`;
    return ofCard(() => ({ EvseID: write(evseId) }), { evseId })(swipe);
  };
export const at = (ChargingStart: string, ChargingEnd: string): object => ({
  SessionStart: ChargingStart,
  ChargingStart,
  ChargingEnd,
  SessionEnd: ChargingEnd,
});
