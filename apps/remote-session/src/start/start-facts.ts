import type { HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import type { ReceivedFact } from '../store/session-facts.js';

/** A start as an app requested it, under our id of the session. */
export interface RequestedStart {
  readonly id: string;
  readonly evseId: string;
  readonly evcoId: string;
  readonly providerId: string;
  readonly partnerProductId: string | undefined;
}

/** That an app requested a start. */
export function startRequestedFact({ id, ...asked }: RequestedStart, at: number): ReceivedFact {
  return {
    kind: 'start-requested',
    key: 'start-requested',
    at,
    receivedAt: at,
    source: 'app',
    says: { startedBy: 'app', empPartnerSessionId: id, ...asked },
  };
}

/** The outcome of the start. */
export function startAnswerFact({ kind, from, processId, says }: HbsOutcome, at: number): ReceivedFact {
  const about = { at, receivedAt: at, source: from, processId, says };
  // That there was no answer may be found out twice; it is one fact for each who finds it.
  return { kind: `start-${kind}`, key: `start-${kind} ${says.reasonCode ?? ''}`.trim(), ...about };
}
