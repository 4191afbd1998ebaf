import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages } from '#suite';
import { isDatabaseUnavailable, type Leadership } from '#persistence';
import { codeOf, Log, messageOf } from '#platform';
import { ACCOUNT } from '../account.js';
import { cdrAlarms } from '../alarms.js';
import { RecordStore } from '../records/record-store.js';
import { isParsed, isUnreadable, type CdrReading, type RawCdr } from '../records/parsed-cdr.js';
import { CdrPages, type CdrPage } from './cdr-pages.js';
import { nextPlace, smallerPages } from './page-place.js';
import { afterPage } from './page-totals.js';
import { LeadLostError, PageTooLargeError, ReconciliationError } from './reconciliation-error.js';
import { Run } from './run.entity.js';
import { Runs } from './runs.js';
import { windowEnd } from './window.js';

/** Records that are stored in one transaction: small, so that a forwarded copy of one of them need not wait long. */
const BATCH = 250;
const PARSED_AT_ONCE = 10;
/** So many records that are too large to be fetched are passed over; more than that is something else. */
const MOST_PASSED_OVER = 10;

/** Does a run: window by window, page by page, from where it was left. */
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
   * Ends when the run has succeeded or failed. What says nothing of the run (the database is unavailable, another replica
   * leads, the process stops) is thrown, and the run stays where it is.
   */
  async work(id: string, leadership: Leadership, signal: AbortSignal): Promise<void> {
    let run = await this.find(id);
    await this.runs.begin(run, leadership);
    try {
      for (let passedOver = 0; run.doneUntil < run.toAt;) {
        signal.throwIfAborted();
        const page = await this.pull(run, signal);
        if (page) await this.takePage(run, page, leadership, signal);
        else passedOver += await this.makeSmaller(run, leadership);
        run = await this.find(id);
        if (passedOver > MOST_PASSED_OVER) break;
      }
      if (run.failure) throw new ReconciliationError('RECORDS_TOO_LARGE', run.failure.message);
    } catch (error) {
      if (saysNothingOfRun(error) || signal.aborted) throw error;
      return await this.fail(run, error, leadership);
    }
    await this.runs.succeed(run, leadership);
    const { kind, providerId, records, added } = run;
    if (added > 0 || kind === 'backfill') this.log.info('reconciled', { kind, providerId, records, added });
  }

  /** The next page of the run. @returns `undefined` where it is too large */
  private async pull(run: Run, signal: AbortSignal): Promise<CdrPage | undefined> {
    const { kind, providerId, doneUntil: from } = run;
    const window = { providerId, from, to: windowEnd(from, run.toAt), unforwarded: kind === 'unforwarded' };
    try {
      return await this.pages.pull({ ...window, place: run }, signal);
    } catch (error) {
      if (error instanceof PageTooLargeError) return undefined;
      throw error;
    }
  }

  private async takePage(
    run: Run,
    { records, totals }: CdrPage,
    leadership: Leadership,
    signal: AbortSignal,
  ): Promise<void> {
    const after = afterPage(run, records.length, totals);
    const place = { page: run.page, pageSize: run.pageSize };
    if (!after.isLast && records.length > 0 && records.length < run.pageSize) {
      // HBS lists fewer than requested, and counts its pages by that.
      if (run.page > 0 && run.windowRecords !== run.page * records.length) {
        await this.makeSmaller(run, leadership);
        return;
      }
      place.pageSize = records.length;
    }
    await this.store(run, records, leadership, signal);
    const next = nextPlace(place, after.windowRecords);
    const to = windowEnd(run.doneUntil, run.toAt);
    const read = { records: records.length, pages: totals.totalPages, windowEnd: to, next };
    await this.runs.advance(run, after, read, leadership);
  }

  /**
   * Resumes at the same place in smaller pages; behind it, where a single record is too large.
   *
   * @returns how many records were passed over
   */
  private async makeSmaller(run: Run, leadership: Leadership): Promise<number> {
    const { id, kind, providerId, page, pageSize, doneUntil: from, windowRecords: read } = run;
    const smaller = smallerPages(run, read);
    if (smaller) {
      this.log.info('split a page into smaller ones', { run: id, page, pageSize, smaller });
      await this.runs.resize(run, smaller, leadership);
      return 0;
    }
    const window = { from: from.toISOString(), to: windowEnd(from, run.toAt).toISOString() };
    this.log.raise(cdrAlarms.CDR_TOO_LARGE, { run: id, kind, providerId, ...window, place: read });
    const message = `A record is too large to be fetched: number ${read}, counted from 0, of those that HBS received from ${window.from} to ${window.to}.`;
    const failure = { code: 'RECORDS_TOO_LARGE', message };
    await this.runs.passOver(run, nextPlace(run, read + 1), failure, leadership);
    return 1;
  }

  private async store(
    run: Run,
    records: readonly Buffer[],
    leadership: Leadership,
    signal: AbortSignal,
  ): Promise<void> {
    const receivedAt = new Date();
    const { providerId } = run;
    const parse = (start: number): Promise<readonly CdrReading[]> => {
      const batch = records.slice(start, start + BATCH);
      const parsing = this.parse(batch.map((bytes) => ({ bytes, source: 'pulled', receivedAt, providerId })));
      parsing.catch(() => {}); // thrown where it is awaited
      return parsing;
    };
    let parsing = parse(0);
    for (let start = 0; start < records.length; start += BATCH) {
      signal.throwIfAborted();
      const batch = await parsing;
      // While the database stores one batch, the next is parsed.
      parsing = parse(start + BATCH);
      const fresh = await this.notYetPulled(batch);
      await this.outbox.transaction(async (transaction) => {
        await this.runs.assertLeads(transaction.manager, leadership);
        const added = await this.records.store(transaction, fresh);
        if (added > 0) await this.runs.countAdded(transaction.manager, run, added);
      });
    }
  }

  /** Lets whatever else is due run in between. */
  private async parse(records: readonly RawCdr[]): Promise<readonly CdrReading[]> {
    const readings: CdrReading[] = [];
    for (const record of records) {
      readings.push(this.records.parse(record));
      if (readings.length % PARSED_AT_ONCE === 0) await setImmediate();
    }
    return readings;
  }

  /** An overlapping sweep mostly repeats what the one before read: those cost one look, and no write. */
  private async notYetPulled(batch: readonly CdrReading[]): Promise<readonly CdrReading[]> {
    const records = batch.filter(isParsed);
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
