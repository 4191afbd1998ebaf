import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type Repository } from 'typeorm';
import { Log, pause } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { PinFailure } from './pin-failure.entity.js';
import { pinKeyOf, type PinOfContract } from './pin-key.js';
import { PinSettings } from './pin-settings.js';

const POLL_MS = 1_000;
/** PINs whose failures only this replica counts; the oldest are dropped first. */
const PINS_LIMIT = 50_000;
/** Changes that wait for the database; while it is unavailable, only this replica counts what exceeds them. */
const UNSHARED_LIMIT = 1_000;

interface Failure {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the table had it, by `performance.now()`. */
  sharedAt?: number;
}

/**
 * Counts wrong PINs by contract, whether it exists or not, so that a lockout does not reveal that it does; and by the PIN
 * they were compared with, so that a new PIN starts at zero wherever it is known, even while an attempt against the old
 * one is still compared. A replica counts its own at once, and those of the others within about a second, from the
 * database; without it, only its own.
 */
@Injectable()
export class PinLockout implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Wrong PINs that were seen here and are not yet in {@link counted}. */
  private readonly own = new Map<string, readonly Failure[]>();
  /** Wrong PINs by contract and PIN, of all replicas, as last read from the table. */
  private counted = new Map<string, number>();
  private readonly stopping = new AbortController();
  private polling: Promise<void> = Promise.resolve();
  private sharing: Promise<unknown> = Promise.resolve();
  private unshared = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: PinSettings,
    private readonly log: Log,
  ) {}

  /** Polls for the wrong PINs of other replicas. */
  onApplicationBootstrap(): void {
    this.polling = this.poll();
  }

  /** Stops polling, and shares what is not shared yet. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.polling, this.sharing]);
  }

  /** Whether no PIN of the contract is accepted for now. */
  isLocked(pin: PinOfContract): boolean {
    return this.failures(pin) >= this.settings.AUTHORIZE_PIN_ATTEMPTS;
  }

  /** Counts a wrong PIN, and shares it with the other replicas. */
  countFailure(pin: PinOfContract): void {
    const { contractKey } = pin;
    const pinKey = pinKeyOf(pin.hash);
    const key = countKey(contractKey, pinKey);
    const failure: Failure = { at: Date.now() };
    const others = this.recent(key);
    this.own.delete(key);
    this.own.set(key, [...others, failure]);
    if (this.own.size > PINS_LIMIT) this.own.delete(this.own.keys().next().value ?? key);
    if (this.failures(pin) === this.settings.AUTHORIZE_PIN_ATTEMPTS)
      this.log.raise(authorizationAlarms.PIN_LOCKED_OUT, { evcoId: contractKey });
    this.share(async (repository) => {
      await repository.insert({ contractKey, pinKey, failedAt: new Date(failure.at) });
      failure.sharedAt = performance.now();
    });
  }

  /** Forgets the wrong PINs before a right one, at every replica. */
  clearFailures({ contractKey, hash }: PinOfContract): void {
    const pinKey = pinKeyOf(hash);
    this.own.delete(countKey(contractKey, pinKey));
    for (const each of [pinKey, null]) this.counted.delete(countKey(contractKey, each));
    this.share((repository) =>
      repository.delete([
        { contractKey, pinKey },
        { contractKey, pinKey: IsNull() },
      ]),
    );
  }

  /** Reads from the table what all replicas together have counted. */
  async refresh(): Promise<void> {
    const startedAt = performance.now();
    const rows = await this.dataSource
      .getRepository(PinFailure)
      .createQueryBuilder('failure')
      .select('failure.contractKey', 'contractKey')
      .addSelect('failure.pinKey', 'pinKey')
      .addSelect('count(*)::int', 'count')
      .where({ failedAt: MoreThan(new Date(this.since)) })
      .groupBy('failure.contractKey')
      .addGroupBy('failure.pinKey')
      .getRawMany<{ contractKey: string; pinKey: string | null; count: number }>();
    this.counted = new Map(
      rows.map(({ contractKey, pinKey, count }) => [countKey(contractKey, pinKey), count]),
    );
    for (const key of this.own.keys()) {
      const left = this.recent(key).filter(({ sharedAt }) => sharedAt === undefined || sharedAt > startedAt);
      if (left.length > 0) this.own.set(key, left);
      else this.own.delete(key);
    }
  }

  private get since(): number {
    return Date.now() - this.settings.AUTHORIZE_PIN_LOCKOUT;
  }

  /** Includes those that the release before counted, without the PIN that they were compared with. */
  private failures({ contractKey, hash }: PinOfContract): number {
    const key = countKey(contractKey, pinKeyOf(hash));
    const counted = [key, countKey(contractKey, null)].map((each) => this.counted.get(each) ?? 0);
    return counted.reduce((sum, each) => sum + each, this.recent(key).length);
  }

  private recent(key: string): readonly Failure[] {
    const { since } = this;
    return this.own.get(key)?.filter(({ at }) => at > since) ?? [];
  }

  /** Writes changes one after the other, without delaying the answer. What cannot be written still counts here. */
  private share(change: (repository: Repository<PinFailure>) => Promise<unknown>): void {
    if (this.unshared >= UNSHARED_LIMIT) return;
    this.unshared += 1;
    this.sharing = this.sharing
      .then(() => change(this.dataSource.getRepository(PinFailure)))
      .catch((error: unknown) =>
        this.log.debug('could not share a change of wrong PINs; counted it in this replica only', { error }),
      )
      .finally(() => (this.unshared -= 1));
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.refresh().catch((error: unknown) =>
        this.log.debug('could not read the wrong PINs of other replicas', { error }),
      );
      await pause(POLL_MS, signal);
    }
  }
}

function countKey(contractKey: string, pinKey: string | null): string {
  return `${contractKey} ${pinKey ?? ''}`;
}
