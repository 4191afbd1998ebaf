import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OutboxTransaction } from '#messaging';
import type { SuiteMessages } from '#suite';
import { Log } from '#platform';
import { cdrAlarms } from '../alarms.js';
import { compareNew, type ComparedNew } from '../comparison/compare-new.js';
import { ComparisonLimits } from '../comparison/comparison-limits.js';
import { findEarlierKeys } from './earlier-keys.js';
import { Providers } from './providers.js';
import { countCopies, createRecords, lockSessions, writeContents } from './record-rows.js';
import { RecordTimeSettings } from './record-time-settings.js';
import { withSameBills } from './same-bills.js';
import {
  isParsed,
  isUnreadable,
  parseCdr,
  type RawCdr,
  type CdrReading,
  type ParsedCdr,
} from './parsed-cdr.js';
import { storeUnreadables } from './unreadables.js';
import { classify, type StoredSession, type NewBill } from './classified-batch.js';

type Transaction = OutboxTransaction<SuiteMessages>;

/**
 * Stores charge detail records, by whatever path they were received, however often and however many at once. Everything that is
 * written about one session is written under the lock on its row, so that each event is published once. A batch costs a few
 * statements, whatever its size.
 */
@Injectable()
export class RecordStore {
  constructor(
    private readonly providers: Providers,
    private readonly comparison: ComparisonLimits,
    private readonly log: Log,
    private readonly times: RecordTimeSettings,
  ) {}

  /** Parses a record before a transaction is open: megabytes of signed values take their time. */
  parse(received: RawCdr): CdrReading {
    const limits = {
      longestSessionMs: this.comparison.CDR_LONGEST_SESSION,
      lateAfterMs: this.times.CDR_LATE_AFTER,
    };
    return parseCdr(received, this.providers.resolve, limits);
  }

  /**
   * Within a transaction. The same record again is the same record, whether it is a copy or this very message again.
   *
   * @returns how many sessions had no record before
   */
  async store(transaction: Transaction, batch: readonly CdrReading[]): Promise<number> {
    const records = batch.filter(isParsed);
    const added = records.length === 0 ? 0 : await this.storeRecords(transaction, records);
    const unreadables = batch.filter(isUnreadable);
    for (const { problem, received, digest } of await storeUnreadables(transaction.manager, unreadables)) {
      this.log.raise(cdrAlarms.CDR_UNREADABLE, { problem, bytes: received.bytes.length, digest });
    }
    return added;
  }

  private async storeRecords(transaction: Transaction, received: readonly ParsedCdr[]): Promise<number> {
    const { manager } = transaction;
    const firsts = new Map(received.toReversed().map((cdr) => [cdr.sessionKey, cdr]));
    const compared = await compareNew(manager, [...firsts.values()], this.comparison);
    const created = await createRecords(
      manager,
      [...firsts.values()].map((cdr) => ({ cdr, compared: compared(cdr) })),
    );
    const others = [...firsts.values()].filter(({ sessionKey }) => !created.has(sessionKey));
    const { keyOf, stored } = await this.lockStored(manager, others);
    const records = received.map((cdr) => ({ ...cdr, sessionKey: keyOf(cdr) }));
    const sessionOf = (sessionKey: string): StoredSession => {
      const first = created.has(sessionKey) ? firsts.get(sessionKey) : undefined;
      const session = first
        ? { created: true, ...billOf(first, compared(first)), contents: [] }
        : stored.get(sessionKey);
      if (!session) throw new Error('a record that is there was not found');
      return session;
    };
    const bills = await withSameBills(manager, records, sessionOf);
    // The record was compared as received, under the key of today.
    const receivedAs = new Map(bills.map((cdr, index) => [cdr, received[index]]));
    const { contents, copies, newBills } = classify(bills, sessionOf);
    await writeContents(manager, contents);
    await countCopies(manager, copies);
    for (const each of newBills)
      this.publish(transaction, each, compared(receivedAs.get(each.cdr) ?? each.cdr));
    return created.size;
  }

  /** What is stored of the sessions of these records, each locked, and under which key it is. */
  private async lockStored(
    manager: EntityManager,
    records: readonly ParsedCdr[],
  ): Promise<{
    readonly keyOf: (cdr: ParsedCdr) => string;
    readonly stored: ReadonlyMap<string, StoredSession>;
  }> {
    const stored = await lockSessions(
      manager,
      records.map(({ sessionKey }) => sessionKey),
    );
    const missing = records.filter(({ sessionKey }) => !stored.has(sessionKey));
    const earlier = await findEarlierKeys(manager, missing);
    const others = await lockSessions(manager, [...earlier.values()]);
    return {
      keyOf: ({ sessionKey }) => earlier.get(sessionKey) ?? sessionKey,
      stored: new Map([...stored, ...others]),
    };
  }

  private publish(
    transaction: Transaction,
    { cdr, conflictsWith: stored }: NewBill,
    { published }: ComparedNew,
  ): void {
    if (stored === undefined) {
      transaction.publish('cdr.received', cdr.sessionKey, published);
      return;
    }
    const { sessionId } = stored;
    transaction.publish('cdr.conflicted', cdr.sessionKey, { sessionId, stored, other: published });
    this.log.raise(cdrAlarms.CDR_CONFLICTED, { sessionId });
  }
}

function billOf(
  { factsDigest }: ParsedCdr,
  { summary }: ComparedNew,
): Pick<StoredSession, 'factsDigest' | 'summary'> {
  return { factsDigest, summary };
}
