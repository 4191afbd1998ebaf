import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { isDatabaseUnavailable } from '#persistence';
import { RemoteSettings, type CalledOperation } from '#suite';
import { backoff, finishesWithin, Log } from '#platform';
import { remoteSessionAlarms } from '../alarms.js';
import type { HbsOutcome } from './hbs-outcome.js';

const AGAIN = { initial: 200, most: 5_000 };

/** What an exchange needs: the question, put once, and where its outcome is kept. */
export interface PendingHbsCall {
  readonly operation: CalledOperation;
  readonly ask: () => Promise<HbsOutcome>;
  readonly store: (outcome: HbsOutcome) => Promise<unknown>;
}

/**
 * Questions to HBS that nobody waits for: whoever asked for them has been told that they are under way. A process that
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

  /** Asks now, and exactly once, whatever comes of it. */
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
