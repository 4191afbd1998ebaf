import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { integer } from '../schema/number.js';
import { mandatory, object, optional } from '../schema/object.js';
import { remoteOnlyIdentification } from '../types/identification.js';
import { evseId, productId, providerId, sessionId } from '../types/identifiers.js';
import { optionalSessionIds, partnerSessionIds } from './session-ids.js';

const startFields = {
  /** Left empty by an EMP: HBS assigns it, and answers with it. */
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

/** We ask for a charge to start. Never sent twice: the first may have started the car. */
export const authorizeRemoteStart = new Message('eRoamingAuthorizeRemoteStart', object(startFields));
export type AuthorizeRemoteStart = Conformant<typeof authorizeRemoteStart.kind>;
export type ReceivedAuthorizeRemoteStart = Received<typeof authorizeRemoteStart.kind>;

/** We ask for a charge to stop. */
export const authorizeRemoteStop = new Message('eRoamingAuthorizeRemoteStop', object(stopFields));
export type AuthorizeRemoteStop = Conformant<typeof authorizeRemoteStop.kind>;
export type ReceivedAuthorizeRemoteStop = Received<typeof authorizeRemoteStop.kind>;

/** We reserve a charging point. */
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

/** We give a reserved charging point free. A charge detail record follows. */
export const remoteReservationStop = new Message(
  'eRoamingAuthorizeRemoteReservationStop',
  object(stopFields),
);
export type RemoteReservationStop = Conformant<typeof remoteReservationStop.kind>;
export type ReceivedRemoteReservationStop = Received<typeof remoteReservationStop.kind>;
