import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { storedSessionIdKeys, uidKey } from '#oicp';
import { within, Log } from '#platform';
import { DecisionRow } from '../decisions/decision.entity.js';
import type { Decision } from '../decisions/decision.js';
import { RecentDecisions } from '../decisions/recent-decisions.js';
import { SessionRow } from './session.entity.js';
import type { KnownSessionOwner } from './session-owner.js';
import { storableSessionKey } from './storable-session-key.js';

/** How long to wait for the database before calling remote-session. */
const DATABASE_WITHIN_MS = 500;
/** Reserved for the transport of the answer. */
const TRANSPORT_MS = 150;

const STARTED_BY = { rfid: 'card', qr: 'qr', plugAndCharge: 'plugAndCharge', remote: 'app' } as const;

/** `unknown`: there is no such session. `unavailable`: neither the database nor remote-session answered. */
export type FoundOwner = KnownSessionOwner | 'unknown' | 'unavailable';

/** Finds whose session it is: from our own decision, from the events of remote-session, else by calling it. */
@Injectable()
export class SessionOwners {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recent: RecentDecisions,
    @Inject(RpcClient) private readonly rpc: RpcClient<SuiteMessages>,
    private readonly log: Log,
  ) {}

  /** Finds the owner before `deadline`, in milliseconds since 1970. */
  async find(sessionId: string, deadline: number): Promise<FoundOwner> {
    const sessionKey = storableSessionKey(sessionId);
    if (sessionKey === undefined) return 'unknown';
    return (
      ownerBy(this.recent.findAll(sessionKey)) ??
      (await this.inDatabase(sessionKey)) ??
      (await this.callRemoteSession(sessionId, deadline))
    );
  }

  private async inDatabase(sessionKey: string): Promise<KnownSessionOwner | undefined> {
    try {
      return await within(DATABASE_WITHIN_MS, this.readOwner(sessionKey), () => undefined);
    } catch (error) {
      this.log.debug('could not look up the owner of a session in the database', { error });
      return undefined;
    }
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

  private async callRemoteSession(sessionId: string, deadline: number): Promise<FoundOwner> {
    const deadlineMs = Math.max(1, deadline - TRANSPORT_MS - Date.now());
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
      this.log.debug('could not get the owner of a session from remote-session', { error });
      return 'unavailable';
    }
  }
}

/** Whom a decision of ours authorised, the first of several. */
function ownerBy(
  decisions: readonly Pick<Decision, 'mediumKey' | 'code' | 'evcoKey' | 'empPartnerSessionId'>[],
): KnownSessionOwner | undefined {
  const decision = decisions.find(({ code }) => code === '000');
  if (!decision) return undefined;
  const [kind = '', name = ''] = decision.mediumKey.split(':');
  return {
    startedBy: STARTED_BY[kind as keyof typeof STARTED_BY],
    evcoId: decision.evcoKey,
    uid: kind === 'rfid' ? name : undefined,
    empPartnerSessionId: decision.empPartnerSessionId,
  };
}
