import type { SessionView } from '#suite';

/** Everything that can be reported of a session, in the order in which reports of one instant are read. */
export const factKinds = [
  'authorized',
  'start-requested',
  'start-not-sent',
  'start-unanswered',
  'start-refused',
  'start-accepted',
  'notified',
  'charging-disturbed',
  'charging-started',
  'charging',
  'stop-requested',
  'stop-not-sent',
  'stop-unanswered',
  'stop-refused',
  'stop-too-late',
  'stop-accepted',
  'silent',
  'charging-broke-off',
  'charging-ended',
  'recorded',
  'record-conflicted',
] as const;
/** One of {@link factKinds}. */
export type FactKind = (typeof factKinds)[number];

/** Who reported it: a caller of our API, this suite, HBS in an answer, a CPO by way of HBS. */
export type FactSource = 'app' | 'EMP' | 'HBS' | 'CPO';

/** The times that a notification may name. */
export type NotifiedTime = 'chargingStart' | 'chargingEnd' | 'sessionStart' | 'sessionEnd' | 'eventOccurred';

/** Something that a person should look at in a fact. */
export interface FactFinding {
  readonly code: string;
  readonly message: string;
  /** With what the fact was compared, where not with itself. */
  readonly comparedWith?: string | undefined;
}

/** What a fact says of its session; nothing of it is guessed, and what is not known is left out. */
export interface FactSays extends Partial<
  Pick<
    SessionView,
    | 'sessionId'
    | 'empPartnerSessionId'
    | 'cpoPartnerSessionId'
    | 'startedBy'
    | 'evseId'
    | 'operatorId'
    | 'providerId'
    | 'evcoId'
    | 'uid'
    | 'energyKwh'
    | 'startedAt'
    | 'endedAt'
    | 'reasonCode'
    | 'reason'
  >
> {
  /** Cards that a notification names beside the first. */
  readonly furtherUids?: readonly string[] | undefined;
  /** Contracts that a notification names beside the first, as of a card and of an app. */
  readonly furtherEvcoIds?: readonly string[] | undefined;
  /** Of a notification: its times by their own names, as far as they can be. */
  readonly times?: Readonly<Partial<Record<NotifiedTime, string | undefined>>> | undefined;
  /** Of a notification: how long it charged until then, where it says so. */
  readonly chargingDurationMs?: number | undefined;
  readonly partnerProductId?: string | undefined;
  /** Of the facts about stops: which stop. */
  readonly attempt?: string | undefined;
  /** Of a fact that is seen otherwise later: the sequence of the event that says so. The highest counts. */
  readonly asOf?: string | undefined;
  readonly findings?: readonly FactFinding[] | undefined;
}

/** One thing that was reported about a session. A session is the set of its facts. */
export interface Fact {
  readonly kind: FactKind;
  /** The same for the same fact, however often it is reported. */
  readonly key: string;
  /** When it happened, milliseconds since 1970; where its sender gave no usable time, when we received it. */
  readonly at: number;
  readonly receivedAt: number;
  readonly source: FactSource;
  readonly processId?: string | undefined;
  readonly says: FactSays;
}

/** By when it happened; of one instant, by what it is. The same for the same set, in whatever order it arrived. */
export function sortFacts(facts: Iterable<Fact>): readonly Fact[] {
  return [...facts].sort((one, other) => {
    const byKind = factKinds.indexOf(one.kind) - factKinds.indexOf(other.kind);
    return one.at - other.at || byKind || (one.key < other.key ? -1 : Number(one.key > other.key));
  });
}
