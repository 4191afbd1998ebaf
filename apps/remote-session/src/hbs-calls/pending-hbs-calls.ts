import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { isDatabaseUnavailable } from '#persistence';
import { RemoteSettings, type RelayedOperation } from '#suite';
import { backoff, finishesWithin, Log } from '#platform';
import { remoteSessionAlarms } from '../alarms.js';
import type { HbsOutcome } from './hbs-outcome.js';

const AGAIN = { initial: 200, most: 5_000 };

/** A request to HBS, sent once, and where its outcome is stored. */
export interface PendingHbsCall {
  readonly operation: RelayedOperation;
  readonly ask: () => Promise<HbsOutcome>;
  readonly store: (outcome: HbsOutcome) => Promise<unknown>;
}

/**
 * Requests to HBS that no caller waits for: each was answered that its request is under way. A process that
 * stops waits for them; one that dies leaves the intent in the database, and its answer overdue.
 */
@Injectable()
export class PendingHbsCalls implements BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>();
  private isStopping = false;

  constructor(
    private readonly settings: RemoteSettings,
    private readonly log: Log,
  ) {}

  /** Sends now, and exactly once, whatever the outcome. */
  begin(exchange: PendingHbsCall): void {
    const running = this.run(exchange).finally(() => this.running.delete(running));
    this.running.add(running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await finishesWithin(this.settings.REMOTE_TIMEOUT_MS, Promise.all(this.running));
  }

  private async run({ operation, ask, store }: PendingHbsCall): Promise<void> {
    const outcome = await ask();
    if (outcome.ourFault !== undefined)
      this.log.raise(remoteSessionAlarms.START_NOT_ACCEPTED_BY_HBS, {
        operation,
        reason: outcome.ourFault,
      });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await store(outcome);
        return;
      } catch (error) {
        this.log.raise(remoteSessionAlarms.ANSWER_NOT_STORED, { operation, outcome, attempt, error });
        if (this.isStopping || !(isDatabaseUnavailable(error) || attempt < 3)) return;
        await sleep(backoff(attempt, AGAIN));
      }
    }
  }
}
