import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox } from '#messaging';
import { HbsClient, RemoteSettings, type SessionStart, type SessionView, type SuiteMessages } from '#suite';
import { authorizeRemoteStart, type AuthorizeRemoteStart } from '#oicp';
import { PendingHbsCalls } from '../hbs-calls/pending-hbs-calls.js';
import { aboutStart, toOutcome, toFailureOutcome, type HbsOutcome } from '../hbs-calls/hbs-outcome.js';
import { SessionRecorder, type SessionTransaction } from '../store/session-recorder.js';
import { Sessions } from '../store/sessions.js';
import { ChargeableContracts, type ChargeableContract } from './chargeable-contract.js';
import { startedBefore, takeKey } from './idempotency.js';
import { startAnswerFact, startRequestedFact } from './start-facts.js';
import { unfitRequest } from './unfit-request.js';

/**
 * Starts charges for apps. The intent is stored before anything is sent, and what is sent is sent once: whatever becomes
 * of the answer, a car is never started twice.
 */
@Injectable()
export class StartService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly recorder: SessionRecorder,
    private readonly sessions: Sessions,
    private readonly contracts: ChargeableContracts,
    private readonly hbs: HbsClient,
    private readonly pendingCalls: PendingHbsCalls,
    private readonly settings: RemoteSettings,
  ) {}

  /** @throws {RpcRefusal} START_INVALID, IDEMPOTENCY_KEY_REUSED, and those of {@link ChargeableContracts} */
  async start(asked: SessionStart): Promise<SessionView> {
    const before = await startedBefore(this.dataSource.manager, asked);
    if (before !== undefined) return await this.sessions.view(before);
    const [evseId, contract] = await this.contracts.at(asked, 'START_INVALID');
    const id = randomUUID();
    const body = bodyOf(id, { ...asked, evseId }, contract);
    const session = await this.outbox.transaction((transaction) =>
      this.intend(transaction, { id, evseId, asked }, contract),
    );
    if (session.id === id) this.send(session, contract.providerId, body);
    return session;
  }

  /** Stores what is intended, or finds what the same key intended while we looked at the contract. */
  private async intend(
    transaction: SessionTransaction,
    { id, evseId, asked }: { readonly id: string; readonly evseId: string; readonly asked: SessionStart },
    { providerId, evcoId }: ChargeableContract,
  ): Promise<SessionView> {
    const { idempotency, partnerProductId } = asked;
    if (idempotency && !(await takeKey(transaction.manager, { ...asked, idempotency }, id))) {
      const other = await startedBefore(transaction.manager, asked);
      if (other === undefined) throw new Error('an Idempotency-Key was taken and is not there');
      return await this.sessions.view(other, transaction.manager);
    }
    const fact = startRequestedFact({ id, evseId, evcoId, providerId, partnerProductId }, Date.now());
    const dueAt = new Date(Date.now() + this.settings.REMOTE_TIMEOUT_MS);
    const known = { id, empPartnerSessionId: id, ours: true };
    return await this.recorder.recordIn(transaction, known, [fact], { awaited: { dueAt } });
  }

  private send({ id }: SessionView, providerId: string, body: string): void {
    this.pendingCalls.begin({
      operation: 'authorizeRemoteStart',
      ask: () => this.ask(providerId, body),
      store: (outcome) => {
        const { sessionId } = outcome.says;
        const known = { id, sessionId, empPartnerSessionId: id, ours: true };
        return this.recorder.record(known, [startAnswerFact(outcome, Date.now())], { answered: {} });
      },
    });
  }

  private async ask(providerId: string, body: string): Promise<HbsOutcome> {
    try {
      const { answer } = await this.hbs.ask('authorizeRemoteStart', providerId, body);
      return toOutcome(answer, aboutStart);
    } catch (error) {
      return toFailureOutcome(error, aboutStart);
    }
  }
}

/** What HBS is sent; our session's ID is the only thread to it until HBS has given a SessionID. */
function bodyOf(id: string, asked: SessionStart, { evcoId, providerId }: ChargeableContract): string {
  const request: AuthorizeRemoteStart = {
    EMPPartnerSessionID: id,
    ProviderID: providerId,
    EvseID: asked.evseId,
    Identification: { RemoteIdentification: { EvcoID: evcoId } },
    ...(asked.partnerProductId !== undefined && { PartnerProductID: asked.partnerProductId }),
  };
  const violations = authorizeRemoteStart.check(request);
  if (violations.length === 0) return authorizeRemoteStart.write(request);
  throw unfitRequest(violations, 'START_INVALID');
}
