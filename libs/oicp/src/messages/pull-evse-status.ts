import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { text } from '../schema/text.js';
import { evseStatus } from '../types/evse-properties.js';
import { evseId, operatorId, providerId } from '../types/identifiers.js';
import { searchCenter } from '../types/search-center.js';
import { statusCodeType } from '../types/status-code.js';

/** Asks HBS for the status of the whole network, or of a part. */
export const pullEvseStatus = new Message(
  'eRoamingPullEVSEStatus',
  object({
    ProviderID: mandatory(providerId),
    SearchCenter: optional(searchCenter),
    EVSEStatus: optional(evseStatus),
  }),
);
export type PullEvseStatus = Conformant<typeof pullEvseStatus.kind>;

/** Asks HBS for the status of single charging points, at most 100. */
export const pullEvseStatusById = new Message(
  'eRoamingPullEVSEStatusByID',
  object({ ProviderID: mandatory(providerId), EvseID: mandatory(list(evseId, { most: 100 })) }),
);
export type PullEvseStatusById = Conformant<typeof pullEvseStatusById.kind>;

/** Asks HBS for the status of all charging points of operators. */
export const pullEvseStatusByOperatorId = new Message(
  'eRoamingPullEVSEStatusByOperatorID',
  object({ ProviderID: mandatory(providerId), OperatorID: mandatory(list(operatorId)) }),
);
export type PullEvseStatusByOperatorId = Conformant<typeof pullEvseStatusByOperatorId.kind>;

const evseStatusRecord = object({ EvseID: mandatory(evseId), EvseStatus: mandatory(evseStatus) });

/** One operator's part of the answer, for a reader that splits the answer for the whole network. */
export const operatorEvseStatus = new Message(
  'OperatorEvseStatusType',
  object({
    OperatorID: mandatory(operatorId),
    OperatorName: optional(text({ most: 100, free: true })),
    // Also as the list of the answer to PullEvseStatusByID is called.
    EvseStatusRecord: mandatory(list(evseStatusRecord), 'EVSEStatusRecords'),
  }),
);
export type ReceivedOperatorEvseStatus = Received<typeof operatorEvseStatus.kind>;

/** Whether a member of an operator is its list of statuses, in any spelling. */
export function isListOfStatuses(name: string): boolean {
  return operatorEvseStatus.kind.fieldNamed(name)?.name === 'EvseStatusRecord';
}

/** The answer to PullEvseStatus and PullEvseStatusByOperatorID. */
export const evseStatuses = new Message(
  'eRoamingEVSEStatus',
  object({
    EvseStatuses: mandatory(
      object(
        { OperatorEvseStatus: mandatory(list(operatorEvseStatus.kind)) },
        { oftenBare: 'OperatorEvseStatus' },
      ),
    ),
    StatusCode: optional(statusCodeType),
  }),
  { plainJson: true },
);
export type EvseStatuses = Conformant<typeof evseStatuses.kind>;
export type ReceivedEvseStatuses = Received<typeof evseStatuses.kind>;

/** The answer to PullEvseStatusByID: another envelope, without operators. */
export const evseStatusesById = new Message(
  'eRoamingEVSEStatusByID',
  object({
    EVSEStatusRecords: mandatory(
      object({ EvseStatusRecord: mandatory(list(evseStatusRecord)) }, { oftenBare: 'EvseStatusRecord' }),
    ),
    StatusCode: optional(statusCodeType),
  }),
);
export type EvseStatusesById = Conformant<typeof evseStatusesById.kind>;
export type ReceivedEvseStatusesById = Received<typeof evseStatusesById.kind>;
