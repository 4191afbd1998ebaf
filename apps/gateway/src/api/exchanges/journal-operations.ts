import { inboundOperations, KnownValues } from '#oicp';
import { calledOperations } from '../../outbound/called-operations.js';

/** The names of operations in the journal: those of OICP, and the stages at which the edge turns callers away. */
export const journalOperations = new KnownValues<string>([
  ...Object.keys(inboundOperations),
  ...Object.keys(calledOperations),
  'connection',
  'TLS handshake',
  'unknown path',
  'malformed HTTP',
]);
