import { Injectable } from '@nestjs/common';
import type { CallContext } from '#messaging';
import { OwnProviders, type AuthorizationStopReply, type AuthorizationStopRequest } from '#suite';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { ContractCache } from '../cache/contract-cache.js';
import { decideStop } from '../decide/decide-stop.js';
import { isReadable } from '../decide/is-readable.js';
import { refuse } from '../decide/refuse.js';
import { DecisionLedger } from '../decisions/decision-ledger.js';
import { PinChecker } from '../pin/pin-checker.js';
import { toPinClaim } from '../pin/pin-claim.js';
import { SessionOwners } from '../sessions/session-owners.js';
import { storableSessionKey } from '../sessions/storable-session-key.js';
import { toStopAcceptedEvent } from './stop-accepted-event.js';

/** Decides whether a driver may stop a session, in whatever state it is: the driver is at the cable, we are not. */
@Injectable()
export class AuthorizeStopService {
  constructor(
    private readonly cache: ContractCache,
    private readonly changes: ContractChangeListener,
    private readonly providers: OwnProviders,
    private readonly pins: PinChecker,
    private readonly owners: SessionOwners,
    private readonly ledger: DecisionLedger,
  ) {}

  /** Answers whether the driver may stop the session; publishes a stop that is accepted. */
  async stop(request: AuthorizationStopRequest, context: CallContext): Promise<AuthorizationStopReply> {
    const { medium, sessionId } = request;
    if (this.changes.isTooOld) return refuse('contracts-outdated', medium.kind);
    if (!isReadable(medium)) return refuse('medium-unreadable', medium.kind);
    const owner = await this.owners.find(sessionId, context.deadline);
    if (owner === 'unavailable') return refuse('session-unavailable', medium.kind);
    if (owner === 'unknown') return refuse('session-unknown', medium.kind);
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
