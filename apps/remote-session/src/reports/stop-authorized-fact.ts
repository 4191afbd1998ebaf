import type { AuthorizationStopAccepted } from '#suite';
import type { ReceivedFact } from '../store/session-facts.js';

/**
 * That we authorised a driver at the charging station to stop. It is no stop that we requested: the operator ends it, and
 * nothing of it is pending. Each time that a driver tries is one.
 */
export function stopAuthorizedFact(stopped: AuthorizationStopAccepted, receivedAt: number): ReceivedFact {
  const { at, sessionId, empPartnerSessionId, operatorId, providerId, startedBy } = stopped;
  return {
    kind: 'stop-accepted',
    key: `stop-accepted ${at}`,
    at: Date.parse(at),
    receivedAt,
    source: 'EMP',
    says: {
      sessionId,
      empPartnerSessionId,
      operatorId,
      providerId,
      ...(startedBy !== 'other' && { startedBy }),
      reason: 'The driver was authorised to stop.',
    },
  };
}
