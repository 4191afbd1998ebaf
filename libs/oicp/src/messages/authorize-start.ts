import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { closedEnumeration } from '../schema/enumeration.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { authorizingIdentification, stoppingIdentification } from '../types/identification.js';
import { evseId, operatorId, productId, providerId } from '../types/identifiers.js';
import { statusCodeType } from '../types/status-code.js';
import { optionalSessionIds } from './session-ids.js';

/** HBS asks whether a driver may start a session. */
export const authorizeStart = new Message(
  'eRoamingAuthorizeStart',
  object({
    ...optionalSessionIds,
    OperatorID: mandatory(operatorId),
    EvseID: optional(evseId),
    Identification: mandatory(authorizingIdentification),
    PartnerProductID: optional(productId),
  }),
);
export type AuthorizeStart = Conformant<typeof authorizeStart.kind>;
export type ReceivedAuthorizeStart = Received<typeof authorizeStart.kind>;

/** Whether a driver may charge. Closed: the meaning of a third value cannot be guessed. */
const authorizationStatus = closedEnumeration('Authorized', 'NotAuthorized');

/** Our answer to AuthorizeStop, and most of our answer to AuthorizeStart. */
export const authorizationFields = {
  ...optionalSessionIds,
  ProviderID: optional(providerId),
  AuthorizationStatus: mandatory(authorizationStatus),
  StatusCode: mandatory(statusCodeType),
};

/** Our answer to AuthorizeStart. */
export const authorizationStart = new Message(
  'eRoamingAuthorizationStart',
  object({
    ...authorizationFields,
    AuthorizationStopIdentifications: optional(list(stoppingIdentification)),
  }),
);
export type AuthorizationStart = Conformant<typeof authorizationStart.kind>;
