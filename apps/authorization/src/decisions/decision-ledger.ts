import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Outbox } from '#messaging';
import type { AuthorizationStopAccepted, SuiteMessages } from '#suite';
import { isDatabaseUnavailable } from '#persistence';
import {
  backoff,
  CodedError,
  currentTraceparent,
  finishesWithin,
  within,
  Log,
  messageOf,
  ThrottledAlarm,
} from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { DecisionSettings } from '../decision-settings.js';
import type { Decision, DecisionWithEvent } from './decision.js';
import { writeBatch, type Unwritten, type UnwrittenDecision, type UnwrittenStop } from './write-decisions.js';

/** How long an answer waits for its decision to be stored. */
const WAIT_MS = 500;
/** How long a batch may take before the database counts as unavailable. */
const WRITE_WITHIN_MS = 2_000;
/** Batches that may hang in the database at a time: each holds a connection. */
const HANGING_LIMIT = 3;
const BATCH = 250;
const DRAIN_WITHIN_MS = 10_000;
const RETRY = { initial: 100, most: 2_000 };

interface WaitingDecision extends UnwrittenDecision {
  readonly resolve: (standing: Decision) => void;
}
type Waiting = WaitingDecision | UnwrittenStop;

/** The database neither stores a batch nor reports why not. */
class WriteTimeoutError extends CodedError {
  readonly code = 'WRITE_TIMEOUT';
}

/**
 * Stores and publishes decisions, in batches: those made while one is written are the next. While the database is
 * unavailable, decisions are answered at once and wait here, AUTHORIZE_UNWRITTEN_MAX at most.
 */
@Injectable()
export class DecisionLedger implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting: Waiting[] = [];
  private isUnavailable = false;
  private hanging = 0;
  private stopping = false;
  private wake: () => void = () => {};
  private running: Promise<void> = Promise.resolve();
  private readonly unwritten: ThrottledAlarm;

  constructor(
    @Inject(Outbox) private readonly outbox: Outbox<SuiteMessages>,
    private readonly settings: DecisionSettings,
    private readonly log: Log,
    metrics: Registry,
  ) {
    const gauge: Gauge = new Gauge({
      name: 'decisions_unwritten',
      help: 'Decisions that were taken and are not yet in the database',
      registers: [metrics],
      collect: () => gauge.set(this.waiting.length),
    });
    this.unwritten = new ThrottledAlarm(log, authorizationAlarms.DECISIONS_UNWRITTEN);
  }

  /** Starts to write what is recorded. */
  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Writes what waits, or counts it as lost. No call is being handled any more. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await finishesWithin(DRAIN_WITHIN_MS, this.running);
    const count = this.waiting.splice(0).length;
    if (count > 0)
      this.log.raise(authorizationAlarms.DECISIONS_LOST, { count, reason: 'the service stopped' });
  }

  /** Publishes that a stop was accepted, without delaying the answer. */
  publishStop(stop: AuthorizationStopAccepted, sessionKey: string): void {
    if (this.isFull()) return;
    this.waiting.push({ stop, sessionKey, traceparent: currentTraceparent() });
    this.wake();
  }

  /**
   * Stores and publishes a decision. Resolves within half a second, whether it is stored by then or later, with the
   * decision that stands: an earlier one, where there was one for the same session and medium.
   */
  async record(decision: DecisionWithEvent): Promise<Decision> {
    if (this.isFull()) return decision;
    const stored = new Promise<Decision>((resolve) => {
      this.waiting.push({ decision, traceparent: currentTraceparent(), resolve });
    });
    this.wake();
    if (this.isUnavailable) return decision;
    return await within(WAIT_MS, stored, () => {
      this.isUnavailable = true;
      return decision;
    });
  }

  private isFull(): boolean {
    const isFull = this.waiting.length >= this.settings.AUTHORIZE_UNWRITTEN_MAX;
    if (isFull)
      this.log.raise(authorizationAlarms.DECISIONS_LOST, {
        count: 1,
        reason: 'too many decisions wait to be written',
      });
    return isFull;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping || this.waiting.length > 0;) {
      if (this.waiting.length === 0) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      const batch = this.waiting.slice(0, BATCH);
      try {
        await this.write(batch);
        this.waiting.splice(0, batch.length);
        this.isUnavailable = false;
        failures = 0;
      } catch (error) {
        failures += 1;
        this.isUnavailable = true;
        this.unwritten.raise({ waiting: this.waiting.length, reason: messageOf(error) });
        await sleep(backoff(failures, RETRY));
      }
    }
  }

  /** @throws while the database is unavailable; then the whole batch is written again, which changes nothing written before */
  private async write(batch: readonly Waiting[]): Promise<void> {
    try {
      const standing = await this.writeWithinLimit(batch);
      for (const [index, each] of batch.entries())
        if ('decision' in each) each.resolve(standing[index] ?? each.decision);
    } catch (error) {
      if (isDatabaseUnavailable(error) || error instanceof WriteTimeoutError) throw error;
      const [only, ...others] = batch;
      if (others.length > 0) {
        // One that the database refuses must not lose the others.
        for (const each of batch) await this.write([each]);
        return;
      }
      this.log.raise(authorizationAlarms.DECISION_UNWRITABLE, { error });
      if (only && 'decision' in only) only.resolve(only.decision);
    }
  }

  private async writeWithinLimit(batch: readonly Unwritten[]): Promise<readonly (Decision | undefined)[]> {
    if (this.hanging >= HANGING_LIMIT) throw new WriteTimeoutError(`${this.hanging} batches hang`);
    this.hanging += 1;
    const written = writeBatch(this.outbox, batch).finally(() => (this.hanging -= 1));
    return await within(WRITE_WITHIN_MS, written, () => {
      throw new WriteTimeoutError(`nothing was written within ${WRITE_WITHIN_MS} ms`);
    });
  }
}
