import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Outbox, type OutboxTransaction } from '#messaging';
import { ComparisonSettings, type SessionView, type SuiteMessages } from '#suite';
import { evcoIdKey, evseIdKey } from '#oicp';
import { keyText } from '#persistence';
import { isNotification } from '../findings/reported-times.js';
import type { Fact } from '../state/fact.js';
import { closedStates } from '../state/session-table.js';
import { viewOf } from '../state/view-of.js';
import {
  keysOf,
  lockNames,
  resolveSession,
  sessionsKnownBy,
  type KnownBy,
  type SessionKeys,
} from './known-by.js';
import { takeAnswer, type PowerAnswer } from './power-answer.js';
import { addFacts, loadFacts, moveFacts, type ReceivedFact } from './session-facts.js';
import { Session } from './session.entity.js';

/** A transaction that stores and publishes. */
export type SessionTransaction = OutboxTransaction<SuiteMessages>;

/** What HBS is asked and has not answered yet. */
export interface AwaitedAnswer {
  readonly dueAt: Date;
  /** Which stop; none, it is the start. */
  readonly stop?: string;
}

/** What recording facts changes in what is awaited. */
export interface RecordOptions {
  /** From now on an answer is awaited. */
  readonly awaited?: AwaitedAnswer | undefined;
  /** The answer to the start or to this stop is no longer awaited. */
  readonly answered?: { readonly stop?: string | undefined } | undefined;
}

/**
 * Where facts enter: finds the session they are about or opens one, and writes facts, state and events together.
 * Whatever order facts arrive in and however often, the same set of them leaves the same session.
 */
@Injectable()
export class SessionRecorder {
  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly limits: ComparisonSettings,
  ) {}

  record(known: KnownBy, facts: readonly ReceivedFact[], options: RecordOptions = {}): Promise<SessionView> {
    return this.outbox.transaction((transaction) => this.recordIn(transaction, known, facts, options));
  }

  /** The same, within a transaction that also does something else. */
  async recordIn(
    transaction: SessionTransaction,
    known: KnownBy,
    facts: readonly ReceivedFact[],
    options: RecordOptions = {},
  ): Promise<SessionView> {
    const { manager } = transaction;
    const keys = keysOf(known);
    await lockNames(manager, keys);
    const found = await sessionsKnownBy(manager, keys);
    const moved = found.find(({ mergedInto }) => mergedInto !== null)?.mergedInto ?? undefined;
    if (moved !== undefined) return await this.recordIn(transaction, { ...known, id: moved }, facts, options);
    const { session: existing, same, isNameTaken } = resolveSession(found, keys);
    const session = existing ?? openSession(keys.id ?? randomUUID());
    takeNames(session, isNameTaken ? { ...keys, sessionKey: undefined } : keys, same);
    for (const other of same) await merge(transaction, other, session);
    await addFacts(manager, session.id, facts);
    const before = session.view;
    const recorded = await loadFacts(manager, session.id);
    session.view = this.show(session, recorded);
    if (requestPower(session, recorded)) session.view = this.show(session, recorded);
    session.heardAt = new Date();
    settleAwaited(session, options);
    await manager.save(Session, fillColumns(session));
    publishChange(transaction, existing ? before : undefined, session.view);
    return session.view;
  }

  /**
   * What evse-sync answered for the power of a session’s EVSE: findings may arise or cease, and are published as every change
   * of a session is. Where it had no power, it is asked again later.
   *
   * @param evseKey the EVSE that was asked for; the session may have another by now
   */
  async takePower(id: string, evseKey: string, answer: PowerAnswer): Promise<void> {
    await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      const lock = { mode: 'pessimistic_write' } as const;
      const session = await manager.getRepository(Session).findOne({ where: { id }, lock });
      if (session?.power?.evseKey !== evseKey) return;
      const answered = takeAnswer(session.power, answer);
      if (answered === undefined) return;
      const { power, retryAfterMs } = answered;
      session.power = power;
      session.powerDueAt = retryAfterMs === undefined ? null : new Date(Date.now() + retryAfterMs);
      const before = session.view;
      session.view = this.show(session, await loadFacts(manager, id));
      await manager.save(Session, fillColumns(session));
      publishChange(transaction, before, session.view);
    });
  }

  private show({ id, power }: Session, facts: readonly Fact[]): SessionView {
    return viewOf(id, facts, { limits: this.limits, power });
  }
}

/** Has the power of a session’s EVSE asked for once a notification has named energy. @returns whether that is new */
function requestPower(session: Session, facts: readonly Fact[]): boolean {
  const { evseId } = session.view;
  const evseKey = evseId === undefined ? undefined : keyText(evseIdKey(evseId));
  if (evseKey === undefined || session.power?.evseKey === evseKey) return false;
  if (!facts.some((fact) => isNotification(fact) && fact.says.energyKwh !== undefined)) return false;
  session.power = { evseKey, state: 'pending', attempts: 0 };
  session.powerDueAt = new Date();
  return true;
}

function openSession(id: string): Session {
  const now = new Date();
  return {
    id,
    sessionKey: null,
    empKey: null,
    empKeyIsOurs: false,
    state: 'requested',
    evcoKey: null,
    evseKey: null,
    view: viewOf(id, []),
    openedAt: now,
    heardAt: now,
    awaitedStop: null,
    answerDueAt: null,
    orphanReportedAt: null,
    power: null,
    powerDueAt: null,
    mergedInto: null,
  };
}

/** One session was reported under two names: all that is known of the one moves to the other. */
async function merge(transaction: SessionTransaction, from: Session, into: Session): Promise<void> {
  const { manager } = transaction;
  await moveFacts(manager, from.id, into.id);
  const view: SessionView = {
    id: from.id,
    state: 'expired',
    startedBy: from.view.startedBy,
    reasonCode: 'SAME_SESSION',
    reason: `This is the same session as ${into.id}.`,
  };
  if (into.answerDueAt === null) {
    into.answerDueAt = from.answerDueAt;
    into.awaitedStop = from.awaitedStop;
  }
  const emptied = { sessionKey: null, empKey: null, empKeyIsOurs: false, evcoKey: null, evseKey: null };
  const silenced = {
    awaitedStop: null,
    answerDueAt: null,
    power: null,
    powerDueAt: null,
    mergedInto: into.id,
  };
  const { state } = view;
  await manager.save(Session, Object.assign(from, emptied, silenced, { state, view }));
  into.openedAt = new Date(Math.min(into.openedAt.getTime(), from.openedAt.getTime()));
  transaction.publish('session.closed', from.id, view);
}

function takeNames(
  session: Session,
  { sessionKey, empKey, ours }: SessionKeys,
  merged: readonly Session[],
): void {
  session.sessionKey ??= sessionKey ?? merged.find((each) => each.sessionKey !== null)?.sessionKey ?? null;
  const given = merged.find(({ empKeyIsOurs }) => empKeyIsOurs)?.empKey ?? undefined;
  const own = ours ? (empKey ?? given) : given;
  if (own !== undefined && !session.empKeyIsOurs) {
    session.empKey = own;
    session.empKeyIsOurs = true;
  }
  session.empKey ??= empKey ?? null;
}

function settleAwaited(session: Session, { awaited, answered }: RecordOptions): void {
  if (answered && session.awaitedStop === (answered.stop ?? null)) {
    session.answerDueAt = null;
    session.awaitedStop = null;
  }
  if (!awaited) return;
  session.answerDueAt = awaited.dueAt;
  session.awaitedStop = awaited.stop ?? null;
}

/** Columns that say again what the view says, to look sessions up by. */
function fillColumns(session: Session): Session {
  const { state, evcoId, evseId } = session.view;
  return Object.assign(session, {
    state,
    evcoKey: evcoId === undefined ? null : keyText(evcoIdKey(evcoId)),
    evseKey: evseId === undefined ? null : keyText(evseIdKey(evseId)),
  });
}

function publishChange(
  transaction: SessionTransaction,
  before: SessionView | undefined,
  view: SessionView,
): void {
  const isClosed = closedStates.includes(view.state);
  if (!before) transaction.publish('session.opened', view.id, view);
  else if (isDeepStrictEqual(before, view)) return;
  else if (!isClosed) transaction.publish('session.updated', view.id, view);
  if (isClosed) transaction.publish('session.closed', view.id, view);
}
