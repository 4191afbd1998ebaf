import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { storedSessionIdKeys, uidKey } from '#oicp';
import { finishesWithin, Log } from '#platform';
import { DecisionRow } from '../decisions/decision.entity.js';
import type { Decision } from '../decisions/decision.js';
import { RecentDecisions } from '../decisions/recent-decisions.js';
import { SessionRow } from './session.entity.js';
import type { KnownSessionOwner } from './session-owner.js';
import { storableSessionKey } from './storable-session-key.js';

/** A database that is slower is asked no longer: remote-session may know. */
const DATABASE_WITHIN_MS = 500;
/** What is left for the way back of an answer. */
const WAY_BACK_MS = 150;

const STARTED_BY = { rfid: 'card', qr: 'qr', plugAndCharge: 'plugAndCharge', remote: 'app' } as const;

/** `unknown`: there is no such session. `unavailable`: neither the database nor remote-session answered. */
export type FoundOwner = KnownSessionOwner | 'unknown' | 'unavailable';

/** Finds whose session it is: by our own decision, by what remote-session has told, and at last by asking it. */
@Injectable()
export class SessionOwners {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recent: RecentDecisions,
    @Inject(RpcClient) private readonly rpc: RpcClient<SuiteMessages>,
    private readonly log: Log,
  ) {}

  /** `deadline`: milliseconds since 1970 by which an answer must be on its way. */
  async find(sessionId: string, deadline: number): Promise<FoundOwner> {
    const sessionKey = storableSessionKey(sessionId);
    if (sessionKey === undefined) return 'unknown';
    return (
      ownerBy(this.recent.findAll(sessionKey)) ??
      (await this.inDatabase(sessionKey)) ??
      (await this.ask(sessionId, deadline))
    );
  }

  private async inDatabase(sessionKey: string): Promise<KnownSessionOwner | undefined> {
    let found: KnownSessionOwner | undefined;
    const looking = this.readOwner(sessionKey).then((owner) => void (found = owner));
    try {
      await finishesWithin(DATABASE_WITHIN_MS, looking);
    } catch (error) {
      this.log.debug('the database does not say whose session it is', { error });
    }
    return found;
  }

  private async readOwner(key: string): Promise<KnownSessionOwner | undefined> {
    const sessionKey = In(storedSessionIdKeys(key));
    const decisions = await this.dataSource
      .getRepository(DecisionRow)
      .find({ where: { sessionKey, code: '000' }, order: { decidedAt: 'ASC' } });
    const owner = ownerBy(decisions);
    if (owner) return owner;
    const session = await this.dataSource.getRepository(SessionRow).findOneBy({ sessionKey });
    if (!session || (session.evcoId === null && session.uid === null)) return undefined;
    return {
      startedBy: session.startedBy,
      evcoId: session.evcoId ?? undefined,
      uid: session.uid ?? undefined,
      empPartnerSessionId: session.empPartnerSessionId ?? undefined,
    };
  }

  private async ask(sessionId: string, deadline: number): Promise<FoundOwner> {
    const deadlineMs = Math.max(1, deadline - WAY_BACK_MS - Date.now());
    try {
      const owner = await this.rpc.call('session.owner', { sessionId }, { deadlineMs });
      if (!owner.known) return 'unknown';
      const { startedBy, evcoId, uid, empPartnerSessionId } = owner;
      return {
        startedBy: startedBy ?? (uid === undefined ? 'app' : 'card'),
        evcoId,
        uid: uid === undefined ? undefined : uidKey(uid),
        empPartnerSessionId,
      };
    } catch (error) {
      this.log.debug('remote-session does not say whose session it is', { error });
      return 'unavailable';
    }
  }
}

/** Who was let in by a decision of ours, the first of several. */
function ownerBy(
  decisions: readonly Pick<Decision, 'mediumKey' | 'code' | 'evcoKey' | 'empPartnerSessionId'>[],
): KnownSessionOwner | undefined {
  const decision = decisions.find(({ code }) => code === '000');
  if (!decision) return undefined;
  const [kind = '', said = ''] = decision.mediumKey.split(':');
  return {
    startedBy: STARTED_BY[kind as keyof typeof STARTED_BY],
    evcoId: decision.evcoKey,
    uid: kind === 'rfid' ? said : undefined,
    empPartnerSessionId: decision.empPartnerSessionId,
  };
}
