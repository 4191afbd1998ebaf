import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { mandatory, object, optional } from '../schema/object.js';
import { authorizingIdentification } from '../types/identification.js';
import { evseId, operatorId, sessionId } from '../types/identifiers.js';
import { authorizationFields } from './authorize-start.js';
import { partnerSessionIds } from './session-ids.js';

/** HBS asks whether a driver may stop a session. */
export const authorizeStop = new Message(
  'eRoamingAuthorizeStop',
  object({
    SessionID: mandatory(sessionId),
    ...partnerSessionIds,
    OperatorID: mandatory(operatorId),
    EvseID: optional(evseId),
    Identification: mandatory(authorizingIdentification),
  }),
);
export type AuthorizeStop = Conformant<typeof authorizeStop.kind>;
export type ReceivedAuthorizeStop = Received<typeof authorizeStop.kind>;

/** Our answer to AuthorizeStop. */
export const authorizationStop = new Message('eRoamingAuthorizationStop', object(authorizationFields));
export type AuthorizationStop = Conformant<typeof authorizationStop.kind>;
