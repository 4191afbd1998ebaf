import type { DataSource } from 'typeorm';
import { backoff, finishesWithin, messageOf, pause, type Log } from '#platform';
import { persistenceAlarms } from './alarms.js';
import { assertMigrated, SchemaBehindError } from './migrate.js';

const PATIENCE = { initial: 250, most: 5_000 };
const FIRST_ATTEMPT_MS = 1_000;

/**
 * The database of a service that works without it, if less well: connects behind its back, and tries for as long as it
 * takes. Until then every statement on the data source fails, as it does whenever the database is away.
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

  /** Whether it was once connected with every migration run. */
  get isUsable(): boolean {
    return this.usable;
  }

  /**
   * Resolves when the first attempt is over, or after `firstAttemptMs`, a second unless told: who takes work only
   * then has its database as a rule.
   *
   * @param onUsable called once, when the schema is there
   */
  async start(onUsable: () => void): Promise<void> {
    let tried = (): void => {};
    const firstAttempt = new Promise<void>((resolve) => (tried = resolve));
    this.connecting = this.connect(onUsable, tried);
    await finishesWithin(this.firstAttemptMs, firstAttempt);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async connect(onUsable: () => void, tried: () => void): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        if (!this.dataSource.isInitialized) await this.dataSource.initialize();
        await assertMigrated(this.dataSource);
        this.usable = true;
        tried();
        return onUsable();
      } catch (error) {
        const alarm =
          error instanceof SchemaBehindError
            ? persistenceAlarms.SCHEMA_BEHIND
            : persistenceAlarms.DATABASE_AWAY;
        this.log.raise(alarm, { attempt, reason: messageOf(error) });
        tried();
        await pause(backoff(attempt, PATIENCE), signal);
      }
    }
  }
}
