import type { HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import { driverMessages } from '../state/driver-messages.js';
import type { FactKind, FactSays } from '../state/fact.js';
import type { ReceivedFact } from '../store/session-facts.js';

/** That an app requested a stop. */
export function stopRequestedFact(attempt: string, at: number): ReceivedFact {
  return {
    kind: 'stop-requested',
    key: `stop-requested ${attempt}`,
    at,
    receivedAt: at,
    source: 'app',
    says: { attempt },
  };
}

/** The outcome of a stop, and which stop it was. */
export interface StopAnswer {
  readonly outcome: HbsOutcome;
  readonly attempt: string;
  readonly isRemote: boolean;
}

/** HBS does not have the session: it has ended, or was never one that may be stopped remotely. */
const SESSION_INVALID = '400';

/** The outcome of a stop. */
export function stopAnswerFact({ outcome, attempt, isRemote }: StopAnswer, at: number): ReceivedFact {
  const { kind, says } = explainStop(outcome, isRemote);
  return {
    kind,
    key: `${kind} ${attempt} ${says.reasonCode ?? ''}`.trim(),
    at,
    receivedAt: at,
    source: outcome.from,
    processId: outcome.processId,
    says: { ...says, attempt },
  };
}

function explainStop(
  { kind, code, says }: HbsOutcome,
  isRemote: boolean,
): { kind: FactKind; says: FactSays } {
  const { reasonCode } = says;
  if (kind !== 'refused' || code !== SESSION_INVALID) {
    return { kind: `stop-${kind}`, says: { reasonCode, reason: says.reason } };
  }
  return isRemote
    ? { kind: 'stop-too-late', says: { reasonCode, reason: driverMessages.stopTooLate } }
    : { kind: 'stop-refused', says: { reasonCode, reason: driverMessages.stopByCard } };
}
