import type { DataSource } from 'typeorm';
import { backoff, finishesWithin, messageOf, pause, type Log } from '#platform';
import { persistenceAlarms } from './alarms.js';
import { assertMigrated, SchemaBehindError } from './migrate.js';

const BACKOFF = { initial: 250, most: 5_000 };
const FIRST_ATTEMPT_MS = 1_000;

/**
 * The database of a service that also works without it: connects in the background, and retries until it succeeds. Until
 * then every statement on the data source fails, as it does whenever the database is unavailable.
 */
export class BackgroundDatabase {
  private readonly stopping = new AbortController();
  private connecting: Promise<void> = Promise.resolve();
  private usable = false;

  constructor(
    readonly dataSource: DataSource,
    private readonly log: Log,
    private readonly firstAttemptMs = FIRST_ATTEMPT_MS,
  ) {}

  /** Whether it has ever been connected with every migration run. */
  get isUsable(): boolean {
    return this.usable;
  }

  /**
   * Resolves after the first attempt, or after `firstAttemptMs` (a second by default): a service that takes work from
   * then on usually has its database.
   *
   * @param onUsable called once, when the schema is up to date
   */
  async start(onUsable: () => void): Promise<void> {
    let endFirstAttempt = (): void => {};
    const firstAttempt = new Promise<void>((resolve) => (endFirstAttempt = resolve));
    this.connecting = this.connect(onUsable, endFirstAttempt);
    await finishesWithin(this.firstAttemptMs, firstAttempt);
  }

  /** Ends the attempts and the connections. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async connect(onUsable: () => void, endAttempt: () => void): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        if (!this.dataSource.isInitialized) await this.dataSource.initialize();
        await assertMigrated(this.dataSource);
        this.usable = true;
        endAttempt();
        return onUsable();
      } catch (error) {
        const alarm =
          error instanceof SchemaBehindError
            ? persistenceAlarms.SCHEMA_BEHIND
            : persistenceAlarms.DATABASE_AWAY;
        this.log.raise(alarm, { attempt, reason: messageOf(error) });
        endAttempt();
        await pause(backoff(attempt, BACKOFF), signal);
      }
    }
  }
}
