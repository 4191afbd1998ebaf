/** The session's names, as a request brought them. */
export interface SessionNames {
  readonly SessionID?: string | undefined;
  readonly CPOPartnerSessionID?: string | undefined;
  readonly EMPPartnerSessionID?: string | undefined;
}

/** What goes back with an answer, so that both partners know what it is about. */
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
