/** The names of a session in a request (OICP 2.3), as they were received. */
export interface SessionNames {
  /** HBS's name, a GUID. */
  readonly SessionID?: string | undefined;
  /** The operator's name. */
  readonly CPOPartnerSessionID?: string | undefined;
  /** Our name. */
  readonly EMPPartnerSessionID?: string | undefined;
}

/** The names of the session for an answer, so that both partners know which session it is about. */
export function echoSessionNames(
  request: SessionNames | undefined,
  empPartnerSessionId?: string,
): SessionNames {
  return {
    SessionID: request?.SessionID,
    CPOPartnerSessionID: request?.CPOPartnerSessionID,
    EMPPartnerSessionID: empPartnerSessionId ?? request?.EMPPartnerSessionID,
  };
}
