import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type Repository } from 'typeorm';
import { Log, pause } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { PinFailure } from './pin-failure.entity.js';
import { pinKeyOf, type PinOfContract } from './pin-key.js';
import { PinSettings } from './pin-settings.js';

const POLL_MS = 1_000;
/** PINs whose failures are remembered here alone; the oldest are forgotten first. */
const MOST_PINS = 50_000;
/** Changes that wait for the database; while it is away, more are counted here alone. */
const MOST_UNSHARED = 1_000;

interface Failure {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the table had it, by `performance.now()`. */
  sharedAt?: number;
}

/**
 * Counts wrong PINs by contract, whether it exists or not, so that being locked out tells nobody that it does; and by the
 * PIN they were compared with, so that a new PIN starts at none wherever it is known, even while an attempt against the
 * old one is still compared. A replica counts its own at once and those of the others within about a second, by way of
 * the database; without it, alone.
 */
@Injectable()
export class PinLockout implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Wrong PINs that were seen here and are not yet in {@link counted}. */
  private readonly own = new Map<string, readonly Failure[]>();
  /** Wrong PINs by contract and PIN, of all replicas, as the table last said. */
  private counted = new Map<string, number>();
  private readonly stopping = new AbortController();
  private following: Promise<void> = Promise.resolve();
  private sharing: Promise<unknown> = Promise.resolve();
  private unshared = 0;

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
    await Promise.all([this.following, this.sharing]);
  }

  isLocked(pin: PinOfContract): boolean {
    return this.failures(pin) >= this.settings.AUTHORIZE_PIN_ATTEMPTS;
  }

  countFailure(pin: PinOfContract): void {
    const { contractKey } = pin;
    const pinKey = pinKeyOf(pin.hash);
    const key = countKey(contractKey, pinKey);
    const failure: Failure = { at: Date.now() };
    const others = this.recent(key);
    this.own.delete(key);
    this.own.set(key, [...others, failure]);
    if (this.own.size > MOST_PINS) this.own.delete(this.own.keys().next().value ?? key);
    if (this.failures(pin) === this.settings.AUTHORIZE_PIN_ATTEMPTS)
      this.log.raise(authorizationAlarms.PIN_LOCKED_OUT, { evcoId: contractKey });
    this.share(async (repository) => {
      await repository.insert({ contractKey, pinKey, failedAt: new Date(failure.at) });
      failure.sharedAt = performance.now();
    });
  }

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

  /** Asks the table what all replicas together have counted. */
  async refresh(): Promise<void> {
    const began = performance.now();
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
      const left = this.recent(key).filter(({ sharedAt }) => sharedAt === undefined || sharedAt > began);
      if (left.length > 0) this.own.set(key, left);
      else this.own.delete(key);
    }
  }

  private get since(): number {
    return Date.now() - this.settings.AUTHORIZE_PIN_LOCKOUT;
  }

  /** With those of the release before, which does not say against which PIN they were. */
  private failures({ contractKey, hash }: PinOfContract): number {
    const key = countKey(contractKey, pinKeyOf(hash));
    const counted = [key, countKey(contractKey, null)].map((each) => this.counted.get(each) ?? 0);
    return counted.reduce((sum, each) => sum + each, this.recent(key).length);
  }

  private recent(key: string): readonly Failure[] {
    const { since } = this;
    return this.own.get(key)?.filter(({ at }) => at > since) ?? [];
  }

  /** Off the way of the answer, one after the other. What cannot be shared still counts here. */
  private share(change: (repository: Repository<PinFailure>) => Promise<unknown>): void {
    if (this.unshared >= MOST_UNSHARED) return;
    this.unshared += 1;
    this.sharing = this.sharing
      .then(() => change(this.dataSource.getRepository(PinFailure)))
      .catch((error: unknown) => this.log.debug('a wrong PIN is counted here alone', { error }))
      .finally(() => (this.unshared -= 1));
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.refresh().catch((error: unknown) =>
        this.log.debug('wrong PINs at other replicas are not known just now', { error }),
      );
      await pause(POLL_MS, signal);
    }
  }
}

function countKey(contractKey: string, pinKey: string | null): string {
  return `${contractKey} ${pinKey ?? ''}`;
}
