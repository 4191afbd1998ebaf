import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { Log } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { PinFailure } from './pin-failure.entity.js';
import { PinSettings } from './pin-settings.js';

const POLL_MS = 1_000;
/** Contracts whose failures are remembered here; the oldest are forgotten first. */
const MOST_CONTRACTS = 50_000;

/**
 * Counts wrong PINs by contract, whether it exists or not, so that being locked out tells nobody that it does. A replica
 * counts its own at once and those of the others within about a second, by way of the database; without it, alone.
 */
@Injectable()
export class PinLockout implements OnApplicationBootstrap, OnApplicationShutdown {
  /** When PINs were wrong here, milliseconds since 1970. */
  private readonly own = new Map<string, number[]>();
  /** Contracts locked by all replicas together. */
  private shared: ReadonlySet<string> = new Set();
  private readonly stopping = new AbortController();
  private following: Promise<void> = Promise.resolve();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: PinSettings,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.following, this.writing]);
  }

  isLocked(contractKey: string): boolean {
    return this.shared.has(contractKey) || this.failuresHere(contractKey) >= this.most;
  }

  failed(contractKey: string): void {
    const failures = [...this.recent(contractKey), Date.now()];
    this.own.delete(contractKey);
    this.own.set(contractKey, failures);
    if (this.own.size > MOST_CONTRACTS) this.own.delete(this.own.keys().next().value ?? contractKey);
    if (failures.length === this.most)
      this.log.raise(authorizationAlarms.PIN_LOCKED_OUT, { evcoId: contractKey });
    this.share((repository) => repository.insert({ contractKey, failedAt: new Date() }));
  }

  succeeded(contractKey: string): void {
    if (!this.own.delete(contractKey) && !this.shared.has(contractKey)) return;
    this.share((repository) => repository.delete({ contractKey }));
  }

  /** Asks the table which contracts all replicas together have locked. */
  async look(): Promise<void> {
    const since = new Date(Date.now() - this.settings.AUTHORIZE_PIN_LOCKOUT);
    const rows = await this.dataSource
      .getRepository(PinFailure)
      .createQueryBuilder('failure')
      .select('failure.contractKey', 'key')
      .where({ failedAt: MoreThan(since) })
      .groupBy('failure.contractKey')
      .having('count(*) >= :most', { most: this.most })
      .getRawMany<{ key: string }>();
    this.shared = new Set(rows.map(({ key }) => key));
  }

  private get most(): number {
    return this.settings.AUTHORIZE_PIN_ATTEMPTS;
  }

  private failuresHere(contractKey: string): number {
    return this.own.has(contractKey) ? this.recent(contractKey).length : 0;
  }

  private recent(contractKey: string): readonly number[] {
    const since = Date.now() - this.settings.AUTHORIZE_PIN_LOCKOUT;
    return (this.own.get(contractKey) ?? []).filter((at) => at > since);
  }

  /** Off the way of the answer. What cannot be shared still counts here. */
  private share(write: (repository: ReturnType<DataSource['getRepository']>) => Promise<unknown>): void {
    this.writing = this.writing
      .then(() => write(this.dataSource.getRepository(PinFailure)))
      .catch((error: unknown) => this.log.debug('a wrong PIN is counted here alone', { error }));
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look().catch((error: unknown) =>
        this.log.debug('wrong PINs at other replicas are not known just now', { error }),
      );
      await sleep(POLL_MS, undefined, { signal }).catch(() => {});
    }
  }
}
