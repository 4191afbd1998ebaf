import { optional } from '../schema/object.js';
import { partnerSessionId, sessionId } from '../types/identifiers.js';

/** The session's names at the two partners, part of nearly every message. */
export const partnerSessionIds = {
  CPOPartnerSessionID: optional(partnerSessionId),
  EMPPartnerSessionID: optional(partnerSessionId),
};

export const optionalSessionIds = { SessionID: optional(sessionId), ...partnerSessionIds };
