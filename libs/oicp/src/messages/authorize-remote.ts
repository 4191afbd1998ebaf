import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { integer } from '../schema/number.js';
import { mandatory, object, optional } from '../schema/object.js';
import { remoteOnlyIdentification } from '../types/identification.js';
import { evseId, productId, providerId, sessionId } from '../types/identifiers.js';
import { optionalSessionIds, partnerSessionIds } from './session-ids.js';

const startFields = {
  /** An EMP leaves out the SessionID: HBS assigns it and answers with it. */
  ...optionalSessionIds,
  ProviderID: mandatory(providerId),
  EvseID: mandatory(evseId),
  Identification: mandatory(remoteOnlyIdentification),
  PartnerProductID: optional(productId),
};

const stopFields = {
  SessionID: mandatory(sessionId),
  ...partnerSessionIds,
  ProviderID: mandatory(providerId),
  EvseID: mandatory(evseId),
};

/** Asks HBS to start a session. Never sent twice: the first request may have started the car. */
export const authorizeRemoteStart = new Message('eRoamingAuthorizeRemoteStart', object(startFields));
export type AuthorizeRemoteStart = Conformant<typeof authorizeRemoteStart.kind>;
export type ReceivedAuthorizeRemoteStart = Received<typeof authorizeRemoteStart.kind>;

/** Asks HBS to stop a session. */
export const authorizeRemoteStop = new Message('eRoamingAuthorizeRemoteStop', object(stopFields));
export type AuthorizeRemoteStop = Conformant<typeof authorizeRemoteStop.kind>;
export type ReceivedAuthorizeRemoteStop = Received<typeof authorizeRemoteStop.kind>;

/** Asks HBS to reserve a charging point. */
export const remoteReservationStart = new Message(
  'eRoamingAuthorizeRemoteReservationStart',
  object({
    ...startFields,
    /** Minutes. */
    Duration: optional(integer({ least: 1, most: 99 })),
  }),
);
export type RemoteReservationStart = Conformant<typeof remoteReservationStart.kind>;
export type ReceivedRemoteReservationStart = Received<typeof remoteReservationStart.kind>;

/** Asks HBS to release a reserved charging point. A charge detail record follows. */
export const remoteReservationStop = new Message(
  'eRoamingAuthorizeRemoteReservationStop',
  object(stopFields),
);
export type RemoteReservationStop = Conformant<typeof remoteReservationStop.kind>;
export type ReceivedRemoteReservationStop = Received<typeof remoteReservationStop.kind>;
