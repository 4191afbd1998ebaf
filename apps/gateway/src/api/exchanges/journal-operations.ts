import { inboundOperations, KnownValues } from '#oicp';
import { calledOperations } from '../../outbound/called-operations.js';

/** Those of OICP, and what the edge calls a call that it turned away before there was an operation. */
export const journalOperations = new KnownValues<string>([
  ...Object.keys(inboundOperations),
  ...calledOperations,
  'connection',
  'TLS handshake',
  'unknown path',
  'malformed HTTP',
]);
