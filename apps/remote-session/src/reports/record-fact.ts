import type { CdrSummary } from '#suite';
import { firstPlausible, Instant } from '#oicp';
import type { FactKind } from '../state/fact.js';
import type { ReceivedFact } from '../store/session-facts.js';

/**
 * That a charge detail record was received, or another one that bills something else.
 *
 * @param asOf the sequence of the event that says how the record is seen, where it says that
 */
export function recordFact(
  kind: FactKind & ('recorded' | 'record-conflicted'),
  cdr: CdrSummary,
  asOf?: string,
): ReceivedFact {
  const receivedAt = Date.parse(cdr.receivedAt);
  const start = firstPlausible([instantIn(cdr.sessionStart), instantIn(cdr.chargingStart)], receivedAt);
  const end = firstPlausible([instantIn(cdr.sessionEnd), instantIn(cdr.chargingEnd)], receivedAt);
  const counts = kind === 'recorded';
  const { sessionId, empPartnerSessionId, cpoPartnerSessionId, evseId, operatorId, providerId } = cdr;
  return {
    kind,
    key: counts ? kind : `${kind} ${cdr.receivedAt} ${cdr.consumedEnergyKwh ?? ''}`,
    at: end?.epochMs ?? receivedAt,
    receivedAt,
    source: 'CPO',
    processId: cdr.processId,
    says: {
      ...(counts && {
        sessionId,
        empPartnerSessionId,
        cpoPartnerSessionId,
        evseId,
        operatorId,
        providerId,
        evcoId: cdr.evcoId,
        uid: cdr.uid,
        partnerProductId: cdr.partnerProductId,
        energyKwh: cdr.consumedEnergyKwh,
        startedAt: start?.text,
        endedAt: end?.text,
      }),
      ...(cdr.findings.length > 0 && { findings: cdr.findings }),
      asOf,
    },
  };
}

/** What of it cannot be is among its findings. */
function instantIn(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : Instant.parse(text);
}
