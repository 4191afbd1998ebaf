import { randomUUID } from 'node:crypto';
import type { ReceivedAuthorizeRemoteStart } from '#oicp';
import type { WireIdentification } from '../cdrs/wire-cdr.js';
import type { DirectoryEvse } from '../network/evse-directory.js';

/** A session at HBS, of a charge or of a reservation. */
export interface SessionAtHbs {
  /** Assigned by HBS. */
  readonly sessionId: string;
  readonly cpoPartnerSessionId: string;
  /** Assigned by the EMP; every message about the session has it. */
  readonly empPartnerSessionId: string | null;
  /** The provider of the driver. */
  readonly providerId: string;
  readonly evse: DirectoryEvse;
  readonly identification: WireIdentification;
  readonly productId: string | null;
}

/** The identifiers of a session as members of a message. */
export function toSessionNames({ sessionId, cpoPartnerSessionId, empPartnerSessionId }: SessionAtHbs): {
  readonly SessionID: string;
  readonly CPOPartnerSessionID: string;
  readonly EMPPartnerSessionID: string | undefined;
} {
  return {
    SessionID: sessionId,
    CPOPartnerSessionID: cpoPartnerSessionId,
    EMPPartnerSessionID: empPartnerSessionId ?? undefined,
  };
}

/** Opens the session of a remote start or a reservation. */
export function openRemoteSession(
  providerId: string,
  evse: DirectoryEvse,
  request: Pick<ReceivedAuthorizeRemoteStart, 'EMPPartnerSessionID' | 'Identification' | 'PartnerProductID'>,
): SessionAtHbs {
  const { EMPPartnerSessionID, Identification, PartnerProductID } = request;
  return {
    sessionId: randomUUID(),
    cpoPartnerSessionId: `CPO-${randomUUID()}`,
    empPartnerSessionId: EMPPartnerSessionID ?? null,
    providerId,
    evse,
    identification: {
      RemoteIdentification: { EvcoID: Identification?.RemoteIdentification?.EvcoID ?? '' },
    },
    productId: PartnerProductID ?? null,
  };
}
