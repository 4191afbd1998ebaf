import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages } from '#suite';
import { RunEndedError, type RunColumns } from '#persistence';
import { codeOf, Log, messageOf } from '#platform';
import { ACCOUNT } from '../account.js';
import { cdrAlarms } from '../alarms.js';
import { RecordStore } from '../records/record-store.js';
import { isParsed, isUnreadable, type CdrReading, type RawCdr } from '../records/parsed-cdr.js';
import { CdrPages, type CdrPage } from './cdr-pages.js';
import { FIRST_PLACE, nextPlace, smallerPages, type PagePlace } from './page-place.js';
import { afterPage } from './page-totals.js';
import { PageTooLargeError, ReconciliationError } from './reconciliation-error.js';
import type { Mark } from './mark.entity.js';
import type { Run } from './run.entity.js';
import { Runs, type CdrClaim } from './runs.js';
import { windowEnd } from './window.js';

/** Records that are stored in one transaction: small, so that a forwarded copy of one of them need not wait long. */
const BATCH = 250;
const PARSED_AT_ONCE = 10;
/** So many records that are too large to be fetched are passed over; more than that is something else. */
const MOST_PASSED_OVER = 10;

/** Executes a run: window by window, page by page, from its stored place to its end. */
@Injectable()
export class ReconciliationRun {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly pages: CdrPages,
    private readonly records: RecordStore,
    private readonly runs: Runs,
    private readonly log: Log,
  ) {}

  /**
   * Executes a run to its end. With that, and only with that, its mark moves.
   *
   * @throws {ReconciliationError} why the run cannot continue
   * @throws {RunEndedError | LeadLostError} when it was cancelled or another replica leads
   */
  async execute(claim: CdrClaim): Promise<void> {
    let { run } = claim;
    for (let passedOver = 0; run.doneUntil < run.toAt;) {
      claim.signal.throwIfAborted();
      const page = await this.pull(run, claim.signal);
      if (page) await this.takePage(run, page, claim);
      else passedOver += await this.makeSmaller(run, claim);
      run = await this.runs.get(run.id);
      if (run.state !== 'running') throw new RunEndedError();
      if (passedOver > MOST_PASSED_OVER) break;
    }
    if (run.failure) throw new ReconciliationError('RECORDS_TOO_LARGE', run.failure.message);
    await claim.write(async (manager) => {
      await claim.end(manager, 'succeeded');
      if (run.kind !== 'backfill')
        await moveMark(manager, { kind: run.kind, providerId: run.providerId, toAt: run.toAt });
    });
    const { kind, providerId, records, added } = run;
    if (added > 0 || kind === 'backfill') this.log.info('reconciled', { kind, providerId, records, added });
  }

  /** Reports why a run failed. @returns the columns that say so */
  describeFailure({ kind, providerId, id }: Run, error: unknown): RunColumns {
    const isKnown = error instanceof ReconciliationError;
    const code = isKnown ? error.code : 'INTERNAL';
    const message = isKnown
      ? error.message
      : 'The run failed in a way that has no code; the log of cdr says what.';
    this.log.raise(cdrAlarms.RECONCILIATION_FAILED, {
      run: id,
      kind,
      providerId,
      reason: messageOf(error),
      cause: codeOf(error),
      ...(!isKnown && { error }),
    });
    return { failure: { code, message } };
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

  private async takePage(run: Run, { records, totals }: CdrPage, claim: CdrClaim): Promise<void> {
    const after = afterPage(run, records.length, totals);
    const place = { page: run.page, pageSize: run.pageSize };
    if (!after.isLast && records.length > 0 && records.length < run.pageSize) {
      // HBS lists fewer than requested, and counts its pages by that.
      if (run.page > 0 && run.windowRecords !== run.page * records.length) {
        await this.makeSmaller(run, claim);
        return;
      }
      place.pageSize = records.length;
    }
    await this.store(run, records, claim);
    const next = nextPlace(place, after.windowRecords);
    const to = windowEnd(run.doneUntil, run.toAt);
    const columns = after.isLast
      ? { done_until: to, ...toPlaceColumns(FIRST_PLACE), pages: null, window_total: null, window_records: 0 }
      : {
          ...toPlaceColumns(next),
          pages: totals.totalPages ?? null,
          window_total: after.windowTotal,
          window_records: after.windowRecords,
        };
    await this.advance(claim, { ...columns, records: run.records + records.length });
  }

  /**
   * Resumes at the same place in smaller pages; behind it, where a single record is too large.
   *
   * @returns how many records were passed over
   */
  private async makeSmaller(run: Run, claim: CdrClaim): Promise<number> {
    const { id, kind, providerId, page, pageSize, doneUntil: from, windowRecords: read } = run;
    const smaller = smallerPages(run, read);
    if (smaller) {
      this.log.info('split a page into smaller ones', { run: id, page, pageSize, smaller });
      // How many there are of that size is not known yet.
      await this.advance(claim, { ...toPlaceColumns(smaller), pages: null });
      return 0;
    }
    const window = { from: from.toISOString(), to: windowEnd(from, run.toAt).toISOString() };
    this.log.raise(cdrAlarms.CDR_TOO_LARGE, { run: id, kind, providerId, ...window, place: read });
    const message = `A record is too large to be fetched: number ${read}, counted from 0, of those that HBS received from ${window.from} to ${window.to}.`;
    await this.advance(claim, {
      page: nextPlace(run, read + 1).page,
      window_records: read + 1,
      failure: run.failure ?? { code: 'RECORDS_TOO_LARGE', message },
    });
    return 1;
  }

  private async store(run: Run, records: readonly Buffer[], claim: CdrClaim): Promise<void> {
    let { added } = run;
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
      claim.signal.throwIfAborted();
      const batch = await parsing;
      // While the database stores one batch, the next is parsed.
      parsing = parse(start + BATCH);
      const fresh = await this.notYetPulled(batch);
      await this.outbox.transaction(async (transaction) => {
        await claim.assertHeld(transaction.manager);
        added += await this.records.store(transaction, fresh);
        await claim.advance(transaction.manager, { added });
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

  private async advance(claim: CdrClaim, columns: RunColumns): Promise<void> {
    await claim.write((manager) => claim.advance(manager, columns));
  }
}

/** Where a run resumes within its window. */
function toPlaceColumns({ page, pageSize }: PagePlace): RunColumns {
  return { page, page_size: pageSize };
}

async function moveMark(
  manager: EntityManager,
  { kind, providerId, toAt }: Pick<Run, 'providerId' | 'toAt'> & Pick<Mark, 'kind'>,
): Promise<void> {
  await manager.query(
    `insert into cdr.mark as mark (account, kind, provider_id, until) values ($1, $2, $3, $4)
     on conflict (account, kind, provider_id) do update set until = greatest(mark.until, excluded.until)`,
    [ACCOUNT, kind, providerId, toAt],
  );
}
