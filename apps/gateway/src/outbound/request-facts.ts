import { mediumOf, outboundOperations, type ReceivedIdentification } from '#oicp';
import type { CalledOperation } from './called-operations.js';

/** What the journal stores of a request to HBS. */
export interface RequestFacts {
  readonly sessionId?: string | undefined;
  readonly evseId?: string | undefined;
  readonly identification?: string | undefined;
}

interface SessionRequest {
  readonly SessionID?: unknown;
  readonly EvseID?: unknown;
  readonly Identification?: ReceivedIdentification | undefined;
}

/** Reads what the journal stores from the body of a request. */
export function readRequestFacts(operation: CalledOperation, body: string): RequestFacts {
  const request: object = outboundOperations[operation].request.read(body).value;
  const { SessionID, EvseID, Identification } = request as SessionRequest;
  const medium = mediumOf(Identification);
  const single = medium.kind === 'none' || medium.kind === 'several' ? undefined : medium;
  return {
    sessionId: textOf(SessionID),
    evseId: textOf(EvseID),
    identification: single?.kind === 'rfid' ? single.uid : single?.evcoId,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
