import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallContext } from '#messaging';
import type {
  AuthorizationDecided,
  AuthorizationRefused,
  AuthorizationStartReply,
  AuthorizationStartRequest,
} from '#suite';
import { Log, ThrottledAlarm } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { ContractCache } from '../cache/contract-cache.js';
import { DecisionSettings } from '../decision-settings.js';
import { mediumKeyOf, type Decision } from '../decisions/decision.js';
import { toDecidedEvent } from '../decisions/decided-event.js';
import { DecisionLedger } from '../decisions/decision-ledger.js';
import { RecentDecisions } from '../decisions/recent-decisions.js';
import type { Driver } from '../decide/identify-driver.js';
import { CONTRACT_IN_OTHER_NOTATION } from '../decide/identify-driver.js';
import { OwnProviders } from '../decide/own-providers.js';
import { refuseWith } from '../decide/refuse.js';
import { PinChecker } from '../pin/pin-checker.js';
import { toPinClaim } from '../pin/pin-claim.js';
import { storableSessionKey } from '../sessions/storable-session-key.js';
import { decideStart } from '../decide/decide-start.js';
import { stopIdentifications } from './stop-identifications.js';

/** Decides whether a driver may start, from memory; a decision about one of ours is kept and told. */
@Injectable()
export class AuthorizeStartService {
  /** Decisions that are being kept: the same question meanwhile waits for the same answer. */
  private readonly underWay = new Map<string, Promise<Decision>>();
  private readonly uidReversed: ThrottledAlarm;
  private readonly contractConverted: ThrottledAlarm;

  constructor(
    private readonly cache: ContractCache,
    private readonly feed: ContractChangeListener,
    private readonly providers: OwnProviders,
    private readonly pins: PinChecker,
    private readonly recent: RecentDecisions,
    private readonly ledger: DecisionLedger,
    private readonly settings: DecisionSettings,
    log: Log,
  ) {
    this.uidReversed = new ThrottledAlarm(log, authorizationAlarms.UID_REVERSED);
    this.contractConverted = new ThrottledAlarm(log, authorizationAlarms.CONTRACT_IN_OTHER_NOTATION);
  }

  async start(request: AuthorizationStartRequest, context: CallContext): Promise<AuthorizationStartReply> {
    if (this.feed.isTooOld) return refuseWith('320');
    const { medium } = request;
    const claim = toPinClaim(medium, this.cache, this.providers);
    const pin = claim && (await this.pins.check(claim, context.signal));
    const now = Date.now();
    const { driver, refused } = decideStart(medium, this.cache, this.providers, { now, pin });
    if (!driver || refused?.code === '320') return this.refusal(request, refused ?? refuseWith('320'));
    const mediumKey = mediumKeyOf(medium, pin);
    const standing = await this.standing(request, mediumKey, driver, refused);
    // A repeated question gets the answer it got, except that a wrong PIN never gets a yes.
    if (refused && pin === 'wrong') return refused;
    if (standing.code !== '000') return refused?.code === standing.code ? refused : refuseWith(standing.code);
    return {
      decision: 'authorized',
      providerId: this.providers.idOf(driver.contract.evcoId),
      empPartnerSessionId: standing.empPartnerSessionId,
      stopWith: stopIdentifications(medium, driver.contract, this.cache, this.settings, now),
      ...(driver.diagnosis && { diagnosis: driver.diagnosis }),
    };
  }

  private refusal(
    { medium, operatorId, evseId }: AuthorizationStartRequest,
    refused: AuthorizationRefused,
  ): AuthorizationRefused {
    if (refused.diagnosis === 'UID_REVERSED' && medium.kind === 'rfid')
      this.uidReversed.raise({ uid: medium.uid, operatorId, evseId });
    if (refused.hint === CONTRACT_IN_OTHER_NOTATION && medium.kind !== 'rfid')
      this.contractConverted.raise({ evcoId: medium.evcoId, operatorId, evseId });
    return refused;
  }

  /** The decision that stands for this session and medium: the first that was taken. */
  private async standing(
    request: AuthorizationStartRequest,
    mediumKey: string,
    driver: Driver,
    refused: AuthorizationRefused | undefined,
  ): Promise<Decision> {
    const empPartnerSessionId = randomUUID();
    const sessionKey = storableSessionKey(request.sessionId) ?? empPartnerSessionId;
    const earlier = this.recent.find(sessionKey, mediumKey);
    if (earlier) return earlier;
    const decision: Decision = {
      sessionKey,
      mediumKey,
      code: refused?.code ?? '000',
      evcoKey: driver.contract.evcoKey,
      empPartnerSessionId,
    };
    const key = `${sessionKey} ${mediumKey}`;
    const keeping =
      this.underWay.get(key) ??
      this.keep(decision, toDecidedEvent(request, driver.contract, decision, this.providers));
    this.underWay.set(key, keeping);
    return await keeping.finally(() => this.underWay.delete(key));
  }

  private async keep(decision: Decision, event: AuthorizationDecided): Promise<Decision> {
    const standing = await this.ledger.record({ ...decision, event });
    this.recent.put(standing);
    return standing;
  }
}
