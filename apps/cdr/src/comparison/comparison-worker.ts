import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox, type OutboxTransaction } from '#messaging';
import { EvsePowers, type SuiteMessages } from '#suite';
import { evseIdKey, parseEvseId } from '#oicp';
import { isDatabaseUnavailable, persistenceAlarms } from '#persistence';
import { Log, messageOf, pause } from '#platform';
import { cdrAlarms } from '../alarms.js';
import { ComparisonLimits } from './comparison-limits.js';
import { ComparisonQueue, WITHOUT_RETRY, type Claimed, type PowersMissing } from './comparison-queue.js';
import { changeRecords, findRecords, lockRecords, type ComparedRecord } from './compared-record.js';
import { compareStored } from './compare-stored.js';
import type { ComparisonContext } from './compare-charge.js';
import { EarlierRecords } from './earlier-records.js';

const LOOK_EVERY_MS = 500;
const AFTER_FAILURE_MS = 2_000;
const MOST_CLAIMED = 50;
/** Records that are compared in one transaction. */
const BATCH = 200;

type PowerOf = (record: ComparedRecord) => ComparisonContext['power'];

/**
 * Compares records after they are stored, and again when something that they are compared with becomes known. Every replica
 * does so. Most comparisons change nothing, and cost no lock and no write but that of the queue.
 */
@Injectable()
export class ComparisonWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly queue: ComparisonQueue,
    private readonly powers: EvsePowers,
    private readonly earlier: EarlierRecords,
    private readonly limits: ComparisonLimits,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const compared = await this.compareDue();
        if (compared === 0 && (await this.earlier.read(this.limits)) === 0)
          await pause(LOOK_EVERY_MS, signal);
      } catch (error) {
        const about = { job: 'cdr-comparison', reason: messageOf(error) };
        if (isDatabaseUnavailable(error)) this.log.raise(persistenceAlarms.DATABASE_AWAY, about);
        else this.log.raise(cdrAlarms.CDR_NOT_COMPARED, { ...about, error });
        await pause(AFTER_FAILURE_MS, signal);
      }
    }
  }

  /** @returns how many were due */
  private async compareDue(): Promise<number> {
    const claimed = await this.queue.claim(MOST_CLAIMED);
    for (const batch of toBatches(claimed))
      await this.compare(batch).catch((error: unknown) => this.compareApart(batch, error));
    return claimed.length;
  }

  /**
   * One that cannot be compared must not cost the others; alone at last, it is due again when its time is over.
   *
   * @throws while the database is unavailable
   */
  private async compareApart(batch: readonly Claimed[], error: unknown): Promise<void> {
    if (isDatabaseUnavailable(error)) throw error;
    const [only, ...others] = batch;
    if (only && others.length === 0) {
      if (only.sessionKeys.length > 1) await this.queue.split(only);
      else this.log.raise(cdrAlarms.CDR_NOT_COMPARED, { reason: messageOf(error), error });
      return;
    }
    for (const each of batch)
      await this.compare([each]).catch((failed: unknown) => this.compareApart([each], failed));
  }

  private async compare(claimed: readonly Claimed[]): Promise<void> {
    const keys = [...new Set(claimed.flatMap(({ sessionKeys }) => sessionKeys))];
    const { manager } = this.dataSource;
    const records = await findRecords(manager, keys);
    const powers = await this.powers.find(records.flatMap((each) => evseOf(each) ?? []));
    const powerOf: PowerOf = (record) => {
      const evseId = evseOf(record);
      return evseId === undefined ? undefined : powers(evseId);
    };
    const changes = await compareStored(manager, records, powerOf, this.limits);
    const missing = toPowersMissing(records, powerOf);
    await this.outbox.transaction(async (transaction) => {
      await this.queue.remove(transaction.manager, claimed);
      for (const each of claimed) await this.queue.retry(transaction.manager, each, missing);
      await this.change(
        transaction,
        changes.map(({ change }) => change.sessionKey),
        powerOf,
      );
    });
  }

  /** Compares once more under their locks: another replica may have done it meanwhile. */
  private async change(
    transaction: OutboxTransaction<SuiteMessages>,
    sessionKeys: readonly string[],
    powerOf: PowerOf,
  ): Promise<void> {
    if (sessionKeys.length === 0) return;
    const { manager } = transaction;
    await lockRecords(manager, sessionKeys);
    const records = await findRecords(manager, sessionKeys);
    const changes = await compareStored(manager, records, powerOf, this.limits);
    if (changes.length === 0) return;
    await changeRecords(
      manager,
      changes.map(({ change }) => change),
    );
    for (const { change, published } of changes)
      transaction.publish('cdr.updated', change.sessionKey, published);
    await this.queue.add(
      manager,
      changes.flatMap(({ partners }) => partners),
      WITHOUT_RETRY,
    );
  }
}

function toPowersMissing(records: readonly ComparedRecord[], powerOf: PowerOf): PowersMissing {
  const keysOf = (isMissing: (record: ComparedRecord) => boolean): ReadonlySet<string> =>
    new Set(records.filter(isMissing).map(({ sessionKey }) => sessionKey));
  return {
    unanswered: keysOf((record) => powerOf(record) === 'unanswered'),
    unknown: keysOf((record) => powerOf(record) === undefined && isEvseId(evseOf(record))),
  };
}

/** No pull brings an EVSE of another text. */
function isEvseId(text: string | undefined): boolean {
  return text !== undefined && parseEvseId(evseIdKey(text)) !== undefined;
}

/** The EVSE whose power is asked for; a record without energy is not compared with any. */
function evseOf({ summary }: ComparedRecord): string | undefined {
  return (summary.consumedEnergyKwh ?? summary.meteredEnergyKwh) === undefined ? undefined : summary.evseId;
}

function toBatches(claimed: readonly Claimed[]): readonly (readonly Claimed[])[] {
  const batches: Claimed[][] = [];
  let size = BATCH;
  for (const each of claimed) {
    size += each.sessionKeys.length;
    const batch = size > BATCH ? undefined : batches.at(-1);
    if (batch) batch.push(each);
    else {
      batches.push([each]);
      size = each.sessionKeys.length;
    }
  }
  return batches;
}
