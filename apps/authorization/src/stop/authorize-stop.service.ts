import { Injectable } from '@nestjs/common';
import type { CallContext } from '#messaging';
import type { AuthorizationStopReply, AuthorizationStopRequest } from '#suite';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { ContractCache } from '../cache/contract-cache.js';
import { DecisionLedger } from '../decisions/decision-ledger.js';
import { OwnProviders } from '../decide/own-providers.js';
import { refuseWith } from '../decide/refuse.js';
import { PinChecker } from '../pin/pin-checker.js';
import { toPinClaim } from '../pin/pin-claim.js';
import { SessionOwners } from '../sessions/session-owners.js';
import { storableSessionKey } from '../sessions/storable-session-key.js';
import { decideStop } from '../decide/decide-stop.js';
import { mediumProblem } from '../decide/medium-problem.js';
import { toStopAcceptedEvent } from './stop-accepted-event.js';

/** Decides whether a driver may stop a session, whatever state we think it is in: he stands at the cable, we do not. */
@Injectable()
export class AuthorizeStopService {
  constructor(
    private readonly cache: ContractCache,
    private readonly feed: ContractChangeListener,
    private readonly providers: OwnProviders,
    private readonly pins: PinChecker,
    private readonly owners: SessionOwners,
    private readonly ledger: DecisionLedger,
  ) {}

  async stop(request: AuthorizationStopRequest, context: CallContext): Promise<AuthorizationStopReply> {
    const { medium, sessionId } = request;
    if (this.feed.isTooOld) return refuseWith('320');
    const problem = mediumProblem(medium);
    if (problem !== undefined) return refuseWith('022', problem);
    const owner = await this.owners.find(sessionId, context.deadline);
    if (owner === 'away') return refuseWith('320');
    if (owner === 'unknown') return refuseWith('400', 'The session is not known.');
    const claim = toPinClaim(medium, this.cache, this.providers);
    const pin = claim && (await this.pins.check(claim, context.signal));
    const refused = decideStop(medium, owner, this.cache, this.providers, { now: Date.now(), pin });
    if (refused) return refused;
    const { evcoId = '', empPartnerSessionId } = owner;
    const sessionKey = storableSessionKey(sessionId);
    if (sessionKey !== undefined)
      this.ledger.publishStop(toStopAcceptedEvent(request, owner, this.providers), sessionKey);
    return {
      decision: 'authorized',
      providerId: this.providers.idOf(evcoId),
      ...(empPartnerSessionId !== undefined && { empPartnerSessionId }),
    };
  }
}
