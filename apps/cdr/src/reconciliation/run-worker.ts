import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox, type SuiteMessages } from '#messaging';
import { isDatabaseUnavailable, type Leadership } from '#persistence';
import { codeOf, Log, messageOf } from '#platform';
import { ACCOUNT } from '../account.js';
import { cdrAlarms } from '../alarms.js';
import { RecordStore } from '../records/record-store.js';
import { isUnderstood, isUnreadable, type CdrReading } from '../records/understood-cdr.js';
import { CdrPages } from './cdr-pages.js';
import { afterPage } from './page-totals.js';
import { LeadLostError, ReconciliationError } from './reconciliation-error.js';
import { Run } from './run.entity.js';
import { Runs } from './runs.js';
import { windowEnd } from './window.js';

/** Records that are stored in one transaction: small, so that a forwarded copy of one of them need not wait long. */
const BATCH = 100;

/** Does a run: window by window, page by page, from where it stands. */
@Injectable()
export class RunWorker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly pages: CdrPages,
    private readonly records: RecordStore,
    private readonly runs: Runs,
    private readonly log: Log,
  ) {}

  /**
   * Ends when the run has succeeded or failed. What says nothing of the run (the database is away, another replica
   * leads, the process stops) is thrown, and the run stays where it is.
   */
  async work(id: string, leadership: Leadership, signal: AbortSignal): Promise<void> {
    let run = await this.find(id);
    await this.runs.begin(run, leadership);
    try {
      while (run.doneUntil < run.toAt) {
        signal.throwIfAborted();
        await this.readPage(run, leadership, signal);
        run = await this.find(id);
      }
    } catch (error) {
      if (saysNothingOfRun(error) || signal.aborted) throw error;
      return await this.fail(run, error, leadership);
    }
    await this.runs.succeed(run, leadership);
    const { kind, providerId, records, added } = run;
    if (added > 0 || kind === 'backfill') this.log.info('reconciled', { kind, providerId, records, added });
  }

  private async readPage(run: Run, leadership: Leadership, signal: AbortSignal): Promise<void> {
    const { kind, providerId, doneUntil: from, page } = run;
    const to = windowEnd(from, run.toAt);
    const asked = { providerId, from, to, page, unforwarded: kind === 'unforwarded' };
    const { records, totals } = await this.pages.pull(asked, signal);
    const after = afterPage(run, records.length, totals);
    await this.store(run, records, leadership, signal);
    const read = { records: records.length, pages: totals.totalPages, windowEnd: to };
    await this.runs.advance(run, after, read, leadership);
  }

  private async store(
    run: Run,
    records: readonly Buffer[],
    leadership: Leadership,
    signal: AbortSignal,
  ): Promise<void> {
    const receivedAt = new Date();
    const { providerId } = run;
    for (let start = 0; start < records.length; start += BATCH) {
      signal.throwIfAborted();
      const batch = records
        .slice(start, start + BATCH)
        .map((bytes) => this.records.understand({ bytes, source: 'pulled', receivedAt, providerId }));
      const fresh = await this.notYetPulled(batch);
      await this.outbox.transaction(async (transaction) => {
        await this.runs.assertLeads(transaction.manager, leadership);
        const added = await this.records.store(transaction, fresh);
        if (added > 0) await this.runs.countAdded(transaction.manager, run, added);
      });
    }
  }

  /** An overlapping sweep brings mostly what it brought before: those cost one look, and no write. */
  private async notYetPulled(batch: readonly CdrReading[]): Promise<readonly CdrReading[]> {
    const records = batch.filter(isUnderstood);
    const digests = records.map(({ contentDigest }) => contentDigest);
    const keys = records.map(({ sessionKey }) => sessionKey);
    const rows = await this.dataSource.query<{ contentDigest: string }[]>(
      `select content_digest as "contentDigest" from cdr.content
       join unnest($2::text[], $3::text[]) as asked(key, digest)
         on account = $1 and session_key = asked.key and content_digest = asked.digest
       where pulled`,
      [ACCOUNT, keys, digests],
    );
    const pulled = new Set(rows.map(({ contentDigest }) => contentDigest));
    return batch.filter((each) => isUnreadable(each) || !pulled.has(each.contentDigest));
  }

  private async fail(run: Run, error: unknown, leadership: Leadership): Promise<void> {
    const known = error instanceof ReconciliationError;
    const failure = {
      code: known ? error.code : 'INTERNAL',
      message: known ? error.message : 'The run failed in a way that has no code; the log of cdr says what.',
    };
    const { kind, providerId, id } = run;
    const reason = messageOf(error);
    this.log.raise(cdrAlarms.RECONCILIATION_FAILED, {
      run: id,
      kind,
      providerId,
      reason,
      cause: codeOf(error),
      ...(!known && { error }),
    });
    await this.runs.fail(run, failure, leadership);
  }

  private find(id: string): Promise<Run> {
    return this.dataSource.manager.findOneByOrFail(Run, { id });
  }
}

function saysNothingOfRun(error: unknown): boolean {
  return error instanceof LeadLostError || isDatabaseUnavailable(error);
}
