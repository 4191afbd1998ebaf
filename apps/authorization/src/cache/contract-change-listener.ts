import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource, MoreThan } from 'typeorm';
import { parseEvcoId } from '#oicp';
import { CodedError, within, Log, messageOf, pause, Readiness, ThrottledAlarm } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { Contract } from '../contracts/contract.entity.js';
import { DecisionSettings } from '../decision-settings.js';
import { Token } from '../tokens/token.entity.js';
import { ContractCache } from './contract-cache.js';

const POLL_MS = 500;
const BATCH = 5_000;
/** A batch that takes longer is abandoned: a network that drops everything must not stop the polling. */
const BATCH_WITHIN_MS = 10_000;

class ReadTimeoutError extends CodedError {
  readonly code = 'FEED_TIMEOUT';
}

/**
 * Keeps the cache of this replica equal to the tables: reads all of them once, then what changed since, twice a second.
 * Revisions are given out one transaction at a time, so that none becomes visible after a later one.
 */
@Injectable()
export class ContractChangeListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private contractRevision = '0';
  private tokenRevision = '0';
  private followedAt = 0;
  private readonly stopping = new AbortController();
  private polling: Promise<void> = Promise.resolve();
  private reading: Promise<void> = Promise.resolve();
  private readonly unreadable: ThrottledAlarm;
  private readonly tooOld: ThrottledAlarm;

  constructor(
    private readonly dataSource: DataSource,
    private readonly cache: ContractCache,
    private readonly settings: DecisionSettings,
    private readonly log: Log,
    readiness: Readiness,
    metrics: Registry,
  ) {
    readiness.add('contracts', () => {
      if (this.followedAt === 0) throw new Error('contracts and tokens are still being loaded');
    });
    const age: Gauge = new Gauge({
      name: 'contract_book_age_seconds',
      help: 'Seconds since contracts and tokens in memory were last equal to the tables',
      registers: [metrics],
      collect: () => age.set(this.ageMs / 1_000),
    });
    this.unreadable = new ThrottledAlarm(log, authorizationAlarms.CONTRACTS_NOT_FOLLOWED);
    this.tooOld = new ThrottledAlarm(log, authorizationAlarms.BOOK_TOO_OLD);
  }

  /** Milliseconds since the cache was last equal to the tables. */
  get ageMs(): number {
    return performance.now() - this.followedAt;
  }

  /** Whether the cache is older than AUTHORIZE_MAX_BOOK_AGE: then everything is refused. */
  get isTooOld(): boolean {
    return this.ageMs > this.settings.AUTHORIZE_MAX_BOOK_AGE;
  }

  /** Loads contracts and tokens before the first call is handled, and polls for changes from then on. */
  async onApplicationBootstrap(): Promise<void> {
    await this.catchUp();
    const { contracts, tokens } = this.cache.size;
    this.log.info(`loaded ${contracts} contracts and ${tokens} tokens`, { contracts, tokens });
    this.polling = this.poll();
  }

  /** Stops polling. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.polling;
  }

  /** Reads what changed since the last time. One read at a time: an older one must not overwrite a newer one's. */
  catchUp(): Promise<void> {
    this.reading = this.reading.catch(() => {}).then(() => this.readChanges());
    return this.reading;
  }

  private async readChanges(): Promise<void> {
    while ((await this.readContracts()) === BATCH);
    while ((await this.readTokens()) === BATCH);
    this.followedAt = performance.now();
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(POLL_MS, signal);
      await this.catchUp().catch((error: unknown) => {
        const alarm = this.isTooOld ? this.tooOld : this.unreadable;
        alarm.raise({ reason: messageOf(error), ageMs: this.ageMs });
      });
    }
  }

  private async readContracts(): Promise<number> {
    const changed = await withinLimit(
      this.dataSource.getRepository(Contract).find({
        where: { revision: MoreThan(this.contractRevision) },
        order: { revision: 'ASC' },
        take: BATCH,
      }),
    );
    for (const { revision, validFrom, validUntil, pinHash, evcoKey, evcoId, status } of changed) {
      const contract = {
        evcoKey,
        evcoId,
        status,
        validFrom: validFrom?.getTime(),
        validUntil: validUntil?.getTime(),
        pinHash: pinHash ?? undefined,
      };
      this.cache.putContract(contract, parseEvcoId(evcoId)?.keyWithoutCheckDigit ?? evcoKey);
      this.contractRevision = revision;
    }
    return changed.length;
  }

  private async readTokens(): Promise<number> {
    const changed = await withinLimit(
      this.dataSource.getRepository(Token).find({
        where: { revision: MoreThan(this.tokenRevision) },
        order: { revision: 'ASC' },
        take: BATCH,
      }),
    );
    for (const { uid, evcoKey, status, expiresAt, groupName, revision } of changed) {
      if (status === 'deleted') this.cache.deleteToken(uid);
      else {
        const group = groupName ?? undefined;
        this.cache.putToken(uid, { evcoKey, status, expiresAt: expiresAt?.getTime(), group });
      }
      this.tokenRevision = revision;
    }
    return changed.length;
  }
}

/** Discards what arrives too late: it is older than what was read meanwhile. @throws {ReadTimeoutError} */
function withinLimit<T>(reading: Promise<T>): Promise<T> {
  return within(BATCH_WITHIN_MS, reading, () => {
    throw new ReadTimeoutError(`the database did not answer within ${BATCH_WITHIN_MS} ms`);
  });
}
