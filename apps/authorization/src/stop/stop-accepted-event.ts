import type { OwnProviders, AuthorizationStopAccepted, AuthorizationStopRequest } from '#suite';
import { displayText, meaningfulText, uidKey } from '#oicp';
import { shownText } from '#persistence';
import type { KnownSessionOwner } from '../sessions/session-owner.js';

/** The event of an accepted stop. It has what a CPO wrote only as far as every consumer can store it. */
export function toStopAcceptedEvent(
  { medium, sessionId, operatorId, evseId }: AuthorizationStopRequest,
  owner: KnownSessionOwner,
  providers: Pick<OwnProviders, 'idOf'>,
): AuthorizationStopAccepted {
  const { startedBy, evcoId, empPartnerSessionId } = owner;
  const place = meaningfulText(evseId);
  return {
    at: new Date().toISOString(),
    medium: medium.kind,
    ...(medium.kind === 'rfid' && { uid: uidKey(medium.uid) }),
    sessionId: storable(sessionId),
    startedBy,
    empPartnerSessionId,
    providerId: evcoId === undefined ? undefined : providers.idOf(evcoId),
    operatorId: storable(operatorId),
    evseId: place === undefined ? undefined : storable(place),
  };
}

function storable(text: string): string {
  return shownText(displayText(text));
}
