import type { CdrSummary } from '#messaging';
import { Instant } from '#oicp';
import type { FactKind } from '../state/fact.js';
import { plausibleTime } from '../notification/plausible-time.js';
import type { ToldFact } from '../store/session-facts.js';

/** That a charge detail record arrived, or another one that bills something else. */
export function recordFact(kind: FactKind & ('recorded' | 'record-conflicted'), cdr: CdrSummary): ToldFact {
  const receivedAt = Date.parse(cdr.receivedAt);
  const end = cdr.sessionEnd ?? cdr.chargingEnd;
  const { at } = plausibleTime('SessionEnd', end === undefined ? undefined : Instant.parse(end), receivedAt);
  const counts = kind === 'recorded';
  const { sessionId, empPartnerSessionId, cpoPartnerSessionId, evseId, operatorId, providerId } = cdr;
  return {
    kind,
    key: counts ? kind : `${kind} ${cdr.receivedAt} ${cdr.consumedEnergyKwh ?? ''}`,
    at,
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
        startedAt: cdr.sessionStart ?? cdr.chargingStart,
        endedAt: end,
      }),
      ...(cdr.findings.length > 0 && { findings: cdr.findings }),
    },
  };
}
