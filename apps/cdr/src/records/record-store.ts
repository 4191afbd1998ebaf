import { Injectable } from '@nestjs/common';
import type { OutboxTransaction, SuiteMessages } from '#messaging';
import { Log } from '#platform';
import { cdrAlarms } from '../alarms.js';
import { compareNew, type ComparedNew } from '../comparison/compare-new.js';
import { ComparisonSettings } from '../comparison/comparison-settings.js';
import { Providers } from './providers.js';
import { countCopies, createRecords, lockSessions, writeContents } from './record-rows.js';
import {
  isUnderstood,
  isUnreadable,
  understand,
  type CameCdr,
  type CdrReading,
  type UnderstoodCdr,
} from './understood-cdr.js';
import { keepUnreadables } from './unreadables.js';
import { weigh, type StoredSession, type ToldCdr } from './weighed-batch.js';

type Transaction = OutboxTransaction<SuiteMessages>;

/**
 * Stores charge detail records, whichever way they came, however often and however many at once. Everything that is
 * written about one session is written under the lock on its row, so that each event is told once. A batch costs a few
 * statements, whatever its size.
 */
@Injectable()
export class RecordStore {
  constructor(
    private readonly providers: Providers,
    private readonly comparison: ComparisonSettings,
    private readonly log: Log,
  ) {}

  /** What was understood, before a transaction is open: megabytes of signed values take their time. */
  understand(came: CameCdr): CdrReading {
    return understand(came, this.providers.resolve);
  }

  /**
   * Within a transaction. The same record again is the same record, whether it is a copy or this very message again.
   *
   * @returns how many sessions had no record before
   */
  async store(transaction: Transaction, batch: readonly CdrReading[]): Promise<number> {
    const records = batch.filter(isUnderstood);
    const added = records.length === 0 ? 0 : await this.storeRecords(transaction, records);
    const unreadables = batch.filter(isUnreadable);
    for (const { problem, came, digest } of await keepUnreadables(transaction.manager, unreadables)) {
      this.log.raise(cdrAlarms.CDR_UNREADABLE, { problem, bytes: came.bytes.length, digest });
    }
    return added;
  }

  private async storeRecords(transaction: Transaction, records: readonly UnderstoodCdr[]): Promise<number> {
    const { manager } = transaction;
    const firsts = new Map(records.toReversed().map((cdr) => [cdr.sessionKey, cdr]));
    const compared = await compareNew(manager, [...firsts.values()], this.comparison);
    const created = await createRecords(
      manager,
      [...firsts.values()].map((cdr) => ({ cdr, compared: compared(cdr) })),
    );
    const others = [...firsts.keys()].filter((key) => !created.has(key));
    const stored = await lockSessions(manager, others);
    const { contents, copies, told } = weigh(records, (sessionKey): StoredSession => {
      const first = created.has(sessionKey) ? firsts.get(sessionKey) : undefined;
      const session = first
        ? { created: true, ...billOf(first, compared(first)), contents: [] }
        : stored.get(sessionKey);
      if (!session) throw new Error('a record that is there was not found');
      return session;
    });
    await writeContents(manager, contents);
    await countCopies(manager, copies);
    for (const each of told) this.publish(transaction, each, compared(each.cdr));
    return created.size;
  }

  private publish(
    transaction: Transaction,
    { cdr, conflictsWith: stored }: ToldCdr,
    { published }: ComparedNew,
  ): void {
    if (stored === undefined) {
      transaction.tell('cdr.received', cdr.sessionKey, published);
      return;
    }
    const { sessionId } = stored;
    transaction.tell('cdr.conflicted', cdr.sessionKey, { sessionId, stored, other: published });
    this.log.raise(cdrAlarms.CDR_CONFLICTED, { sessionId });
  }
}

function billOf(
  { factsDigest }: UnderstoodCdr,
  { summary }: ComparedNew,
): Pick<StoredSession, 'factsDigest' | 'summary'> {
  return { factsDigest, summary };
}
