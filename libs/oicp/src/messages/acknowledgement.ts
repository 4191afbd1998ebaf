import { Message } from '../message.js';
import type { Conformant, Received } from '../schema/kind.js';
import { boolean } from '../schema/boolean.js';
import { mandatory, object } from '../schema/object.js';
import { statusCodeType } from '../types/status-code.js';
import { optionalSessionIds } from './session-ids.js';

/** The answer to everything that has no answer of its own, in both directions. */
export const acknowledgement = new Message(
  'eRoamingAcknowledgement',
  object({
    Result: mandatory(boolean),
    StatusCode: mandatory(statusCodeType),
    ...optionalSessionIds,
  }),
);
export type Acknowledgement = Conformant<typeof acknowledgement.kind>;
export type ReceivedAcknowledgement = Received<typeof acknowledgement.kind>;
