import type { AuthorizationDecided } from '#suite';
import type { ReceivedFact } from '../store/session-facts.js';

const STARTED_BY = { rfid: 'card', qr: 'qr', plugAndCharge: 'plugAndCharge', remote: 'app' } as const;

/** That we authorised the driver. */
export function authorizedFact(decided: AuthorizationDecided, receivedAt: number): ReceivedFact {
  return {
    kind: 'authorized',
    key: `authorized ${decided.empPartnerSessionId ?? decided.at}`,
    at: Date.parse(decided.at),
    receivedAt,
    source: 'EMP',
    says: {
      startedBy: STARTED_BY[decided.medium],
      sessionId: decided.sessionId,
      empPartnerSessionId: decided.empPartnerSessionId,
      cpoPartnerSessionId: decided.cpoPartnerSessionId,
      evseId: decided.evseId,
      operatorId: decided.operatorId,
      providerId: decided.providerId,
      evcoId: decided.evcoId,
      uid: decided.uid,
      partnerProductId: decided.partnerProductId,
    },
  };
}
