import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallContext } from '#messaging';
import {
  OwnProviders,
  type AuthorizationDecided,
  type AuthorizationRefused,
  type AuthorizationStartReply,
  type AuthorizationStartRequest,
} from '#suite';
import { Log, ThrottledAlarm } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { ContractCache } from '../cache/contract-cache.js';
import { decideStart } from '../decide/decide-start.js';
import { CONTRACT_IN_OTHER_NOTATION, type Driver } from '../decide/identify-driver.js';
import { refuse, refuseAgain } from '../decide/refuse.js';
import { DecisionSettings } from '../decision-settings.js';
import { mediumKeyOf, type Decision } from '../decisions/decision.js';
import { toDecidedEvent } from '../decisions/decided-event.js';
import { DecisionLedger } from '../decisions/decision-ledger.js';
import { RecentDecisions } from '../decisions/recent-decisions.js';
import { PinChecker } from '../pin/pin-checker.js';
import { toPinClaim } from '../pin/pin-claim.js';
import { storableSessionKey } from '../sessions/storable-session-key.js';
import { stopIdentifications } from './stop-identifications.js';

/** Decides from memory whether a driver may start; a decision about one of ours is stored and published. */
@Injectable()
export class AuthorizeStartService {
  /** Decisions that are being recorded: the same request meanwhile waits for the same decision. */
  private readonly pending = new Map<string, Promise<Decision>>();
  private readonly uidReversed: ThrottledAlarm;
  private readonly contractConverted: ThrottledAlarm;

  constructor(
    private readonly cache: ContractCache,
    private readonly changes: ContractChangeListener,
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

  /** Answers whether the driver may start. A repeated request of a session gets the answer that it got before. */
  async start(request: AuthorizationStartRequest, context: CallContext): Promise<AuthorizationStartReply> {
    const { medium } = request;
    if (this.changes.isTooOld) return refuse('contracts-outdated', medium.kind);
    const claim = toPinClaim(medium, this.cache, this.providers);
    const pin = claim && (await this.pins.check(claim, context.signal));
    const now = Date.now();
    const { driver, refused } = decideStart(medium, this.cache, this.providers, { now, pin });
    if (!driver) {
      this.reportNearMiss(request, refused);
      return refused;
    }
    // Nothing was decided: the request may be repeated.
    if (refused && pin === 'unchecked') return refused;
    const standing = await this.recordOnce(request, mediumKeyOf(medium, pin), driver, refused);
    // Whatever was decided before, a wrong PIN never authorises.
    if (refused && (pin === 'wrong' || pin === 'locked')) return refused;
    if (standing.code !== '000') return refuseAgain(standing.code, medium.kind);
    return {
      decision: 'authorized',
      providerId: this.providers.idOf(driver.contract.evcoId),
      empPartnerSessionId: standing.empPartnerSessionId,
      stopWith: stopIdentifications(medium, driver.contract, this.cache, this.settings, now),
      ...(driver.diagnosis && { diagnosis: driver.diagnosis }),
    };
  }

  /** Raises an alarm where a stranger's card or contract is known in another byte order or notation. */
  private reportNearMiss(
    { medium, operatorId, evseId }: AuthorizationStartRequest,
    { diagnosis, hint }: AuthorizationRefused,
  ): void {
    if (diagnosis === 'UID_REVERSED' && medium.kind === 'rfid')
      this.uidReversed.raise({ uid: medium.uid, operatorId, evseId });
    if (hint === CONTRACT_IN_OTHER_NOTATION && medium.kind !== 'rfid')
      this.contractConverted.raise({ evcoId: medium.evcoId, operatorId, evseId });
  }

  /** Records the decision unless one was made before for this session and medium; the first one stands. */
  private async recordOnce(
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
    const recorded =
      this.pending.get(key) ??
      this.record(decision, toDecidedEvent(request, driver.contract, decision, this.providers));
    this.pending.set(key, recorded);
    return await recorded.finally(() => this.pending.delete(key));
  }

  private async record(decision: Decision, event: AuthorizationDecided): Promise<Decision> {
    const standing = await this.ledger.record({ ...decision, event });
    this.recent.put(standing);
    return standing;
  }
}
