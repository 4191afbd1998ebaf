import type { OwnProviders, AuthorizationDecided, AuthorizationStartRequest } from '#suite';
import { displayText, meaningfulText, uidKey } from '#oicp';
import { shownText } from '#persistence';
import type { CachedContract } from '../cache/contract-cache.js';
import { storableSessionKey } from '../sessions/storable-session-key.js';
import type { Decision } from './decision.js';

/** The event of a decision about one of our drivers. It has what a CPO wrote only as far as every consumer can store it. */
export function toDecidedEvent(
  request: AuthorizationStartRequest,
  { evcoId }: Pick<CachedContract, 'evcoId'>,
  { code, empPartnerSessionId }: Pick<Decision, 'code' | 'empPartnerSessionId'>,
  providers: Pick<OwnProviders, 'idOf'>,
): AuthorizationDecided {
  const { medium, sessionId, cpoPartnerSessionId, operatorId, evseId, partnerProductId } = request;
  const authorized = code === '000';
  return {
    decision: authorized ? 'authorized' : 'refused',
    code,
    at: new Date().toISOString(),
    medium: medium.kind,
    ...(medium.kind === 'rfid' && { uid: uidKey(medium.uid) }),
    evcoId,
    providerId: providers.idOf(evcoId),
    // What cannot serve as a name of a session is not published as one.
    sessionId: storableSessionKey(sessionId) === undefined ? undefined : storable(sessionId),
    empPartnerSessionId: authorized ? empPartnerSessionId : undefined,
    cpoPartnerSessionId: storable(cpoPartnerSessionId),
    operatorId: shownText(displayText(operatorId)),
    evseId: storable(evseId),
    partnerProductId: storable(partnerProductId),
  };
}

/** A blank text counts as absent. */
function storable(text: string | undefined): string | undefined {
  const said = meaningfulText(text);
  return said === undefined ? undefined : shownText(displayText(said));
}
