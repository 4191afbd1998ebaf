import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Outbox, RpcRefusal } from '#messaging';
import {
  HbsClient,
  OwnProviders,
  ProviderSettings,
  RemoteSettings,
  type SessionView,
  type SuiteMessages,
} from '#suite';
import { PendingHbsCalls } from '../hbs-calls/pending-hbs-calls.js';
import { aboutStop, toOutcome, toFailureOutcome, type HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import { driverMessages } from '../state/driver-messages.js';
import { sortFacts } from '../state/fact.js';
import { findPendingStop } from '../state/view-of.js';
import { loadFacts } from '../store/session-facts.js';
import { SessionRecorder, type SessionTransaction } from '../store/session-recorder.js';
import { Sessions } from '../store/sessions.js';
import { stopAnswerFact, stopRequestedFact } from './stop-facts.js';
import { writeStop } from './write-stop.js';

/** What a stop needs to be sent. */
interface StoppableSession {
  readonly id: string;
  readonly providerId: string;
  /** What HBS is sent. */
  readonly body: string;
  /** HBS documents a stop only for sessions that were started remotely. */
  readonly isRemote: boolean;
}

/** Stops charges for apps: like a start, stored first and sent once; a pending one is not sent again. */
@Injectable()
export class StopService {
  private readonly providers: OwnProviders;

  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly recorder: SessionRecorder,
    private readonly sessions: Sessions,
    private readonly hbs: HbsClient,
    private readonly pendingCalls: PendingHbsCalls,
    private readonly settings: RemoteSettings,
    providers: ProviderSettings,
  ) {
    this.providers = new OwnProviders(providers);
  }

  /** @throws {RpcRefusal} SESSION_UNKNOWN, SESSION_OVER, SESSION_NOT_NAMED, SESSION_WITHOUT_EVSE */
  async stop(id: string): Promise<SessionView> {
    const attempt = randomUUID();
    const { session, sent } = await this.outbox.transaction(async (transaction) => {
      const view = await this.lockedView(transaction, id);
      const stoppable = this.stoppable(view);
      if (await isUnderWay(transaction, view)) return { session: view, sent: undefined };
      const dueAt = new Date(Date.now() + this.settings.REMOTE_TIMEOUT_MS);
      const fact = stopRequestedFact(attempt, Date.now());
      const session = await this.recorder.recordIn(transaction, { id: view.id, ours: false }, [fact], {
        awaited: { dueAt, stop: attempt },
      });
      return { session, sent: stoppable };
    });
    if (sent) this.send(sent, attempt);
    return session;
  }

  /** Locked, so that of two who stop at once the second sees what the first did. */
  private async lockedView({ manager }: SessionTransaction, id: string): Promise<SessionView> {
    const { id: survivor } = await this.sessions.find(id, manager);
    await manager.query('select from session.session where id = $1 for update', [survivor]);
    return await this.sessions.view(survivor, manager);
  }

  private stoppable(view: SessionView): StoppableSession {
    const { id, state, sessionId, evseId, empPartnerSessionId, cpoPartnerSessionId } = view;
    if (state === 'ended') throw new RpcRefusal('SESSION_OVER', driverMessages.stopTooLate);
    if (state === 'failed') throw new RpcRefusal('SESSION_OVER', 'This session never started.');
    if (state === 'expired') throw new RpcRefusal('SESSION_OVER', driverMessages.silent);
    if (sessionId === undefined) {
      throw new RpcRefusal(
        'SESSION_NOT_NAMED',
        'HBS has not assigned a SessionID to this session yet, and accepts no stop without one. Try again, or end charging at the charging station.',
      );
    }
    if (evseId === undefined) {
      throw new RpcRefusal(
        'SESSION_WITHOUT_EVSE',
        'No EvseID has been reported for this session, and HBS accepts no stop without one. End charging at the charging station.',
      );
    }
    const providerId = view.providerId ?? this.providers.idOf(view.evcoId ?? '');
    const isRemote = view.startedBy === 'app';
    const body = writeStop({
      SessionID: sessionId,
      CPOPartnerSessionID: cpoPartnerSessionId,
      EMPPartnerSessionID: empPartnerSessionId,
      ProviderID: providerId,
      EvseID: evseId,
    });
    return { id, providerId, body, isRemote };
  }

  private send(session: StoppableSession, attempt: string): void {
    const { id, isRemote } = session;
    this.pendingCalls.begin({
      operation: 'authorizeRemoteStop',
      ask: () => this.ask(session),
      store: (outcome) =>
        this.recorder.record(
          { id, ours: false },
          [stopAnswerFact({ outcome, attempt, isRemote }, Date.now())],
          {
            answered: { stop: attempt },
          },
        ),
    });
  }

  private async ask({ providerId, body }: StoppableSession): Promise<HbsOutcome> {
    try {
      const { answer } = await this.hbs.ask('authorizeRemoteStop', providerId, body);
      return toOutcome(answer, aboutStop);
    } catch (error) {
      return toFailureOutcome(error, aboutStop);
    }
  }
}

/** Whether a stop is pending whose outcome is known or awaited. One that got lost may be sent again: it does no harm. */
async function isUnderWay({ manager }: SessionTransaction, { id, state }: SessionView): Promise<boolean> {
  if (state !== 'stopping') return false;
  const standing = findPendingStop(sortFacts(await loadFacts(manager, id))) ?? [];
  return !standing.some(({ kind }) => kind === 'stop-unanswered');
}
