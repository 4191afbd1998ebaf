import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object } from '../schema/object.js';
import { actionType } from '../types/action-type.js';
import { uploadIdentification } from '../types/identification.js';
import { providerId } from '../types/identifiers.js';

/**
 * Uploads what authorises our drivers, so that HBS decides without asking us. Only one upload may run at a time. A full
 * load without records deletes everything.
 */
export const pushAuthenticationData = new Message(
  'eRoamingPushAuthenticationData',
  object({
    ActionType: mandatory(actionType),
    ProviderAuthenticationData: mandatory(
      object({
        ProviderID: mandatory(providerId),
        AuthenticationDataRecord: mandatory(
          list(object({ Identification: mandatory(uploadIdentification) })),
        ),
      }),
    ),
  }),
);
export type PushAuthenticationData = Conformant<typeof pushAuthenticationData.kind>;
export type ReceivedPushAuthenticationData = Received<typeof pushAuthenticationData.kind>;
