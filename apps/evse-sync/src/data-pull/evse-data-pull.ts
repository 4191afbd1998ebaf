import { Injectable } from '@nestjs/common';
import { ProviderSettings, type SyncReason } from '#suite';
import { Instant, pullEvseData } from '#oicp';
import { PullRefusedError } from '../runs/run-errors.js';
import { withReason } from '../runs/reasons.js';
import type { RunProgress, SyncClaim } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { pageSizeOf } from './page-size.js';
import { PageSource, type FetchedPage, type PageRequest } from './page-source.js';
import { isFollowed, withShortPage, withTotals, type PageHead } from './page-totals.js';
import { PageWriter } from './page-writer.js';
import { PullFinalizer } from './pull-finalizer.js';
import { prepareLines, readPage, type ReadPage } from './read-page.js';

/** After this many lost pages in a row the fault is not the pages’ own, and the pull ends. */
const LOST_IN_A_ROW = 3;

interface PulledPage {
  readonly kind: 'page';
  readonly head: PageHead & { readonly size: number };
  readonly page: ReadPage;
}
type LostPage = Extract<FetchedPage, { kind: 'lost' }>;
type ParsedPage = LostPage | PulledPage;

/** What stays the same while a run is executed. */
interface Pull {
  readonly claim: SyncClaim;
  readonly request: Omit<PageRequest, 'number'>;
}

/** Where a pull is: between two pages. */
interface Position {
  readonly progress: RunProgress;
  /** The page after, which is already being fetched; none after the last. */
  readonly lookAhead: Promise<ParsedPage> | undefined;
  readonly lostInARow: number;
  /** Whether most records of the page before were written: probably those of the pages after will be, too. */
  readonly isMostlyNew: boolean;
}

/** Pulls EVSE records page by page and writes each page before the run advances: a crash costs at most one page. */
@Injectable()
export class EvseDataPull {
  constructor(
    private readonly pages: PageSource,
    private readonly writer: PageWriter,
    private readonly finalizer: PullFinalizer,
    private readonly provider: ProviderSettings,
    private readonly settings: SyncSettings,
  ) {}

  /**
   * Executes a run from its next page to its end.
   *
   * @throws {PullRefusedError} when HBS or the gateway refuse every page
   * @throws {RunEndedError | LeadLostError} when it was cancelled or another replica leads
   */
  async run(claim: SyncClaim): Promise<void> {
    assertBegins(claim.run);
    const pull: Pull = { claim, request: this.buildRequest(claim.run) };
    let position = this.begin(pull);
    while (position.lookAhead) {
      const fetched = await position.lookAhead;
      position =
        fetched.kind === 'lost'
          ? this.skipPage(pull, position, fetched)
          : await this.writePage(pull, position, fetched);
    }
    await this.finalizer.finalize(claim, position.progress);
  }

  private begin(pull: Pull): Position {
    const { nextPage, counts, reasons } = pull.claim.run;
    const isMostlyNew = false;
    const lookAhead = this.fetch(pull, nextPage, { isMostlyNew });
    return { progress: { nextPage, counts, reasons }, lookAhead, lostInARow: 0, isMostlyNew };
  }

  /** Goes on after a page that could not be fetched. @throws {PullRefusedError} where the next would be lost as well */
  private skipPage(pull: Pull, position: Position, { reason }: LostPage): Position {
    const { isMostlyNew } = position;
    const lostInARow = position.lostInARow + 1;
    const progress = withLostPage(position.progress, reason, lostInARow);
    const lookAhead = hasNextPage(progress)
      ? this.fetch(pull, progress.nextPage, { isMostlyNew })
      : undefined;
    return { progress, lookAhead, lostInARow, isMostlyNew };
  }

  /** Writes a page. The next one is fetched meanwhile, and parsed once the database has this one and works on it. */
  private async writePage(
    pull: Pull,
    { progress, isMostlyNew }: Position,
    fetched: PulledPage,
  ): Promise<Position> {
    const { claim } = pull;
    const { page } = fetched;
    const number = progress.nextPage;
    const announced = withHead(progress, fetched);
    const { promise: rowsSent, resolve: onRowsSent } = Promise.withResolvers<void>();
    const lookAhead = isPageFollowed(announced, fetched)
      ? this.fetch(pull, number + 1, { isMostlyNew, parseAfter: rowsSent })
      : undefined;
    try {
      const written = await this.writer.write({ claim, number, page, progress: announced, onRowsSent });
      const changes = countChanges(written) - countChanges(announced);
      return { progress: written, lookAhead, lostInARow: 0, isMostlyNew: changes > page.entries / 2 };
    } finally {
      onRowsSent(); // Also without a row to send, or after a failure: the fetch must not wait forever.
    }
  }

  /**
   * Starts a fetch. A failure is handled when the page’s turn comes; until then it must not be an unhandled rejection.
   *
   * @param isMostlyNew whether most of its records will probably be written; then their rows are prepared, too
   */
  private fetch(
    { claim, request }: Pull,
    number: number,
    { isMostlyNew, ...when }: Pick<Position, 'isMostlyNew'> & Pick<PageRequest, 'parseAfter'>,
  ): Promise<ParsedPage> {
    const fetching = this.pages.fetch({ ...request, ...when, number }, claim.signal).then((fetched) => {
      const page = parseFetchedPage(fetched, request.size);
      if (isMostlyNew && page.kind === 'page') prepareLines(page.page);
      return page;
    });
    fetching.catch(() => {});
    return fetching;
  }

  /** A delta is pulled without filters: HBS does not combine them with `LastCall`. */
  private buildRequest(run: SyncRun): Pull['request'] {
    const { mode, lastCall } = run;
    const providerId = this.provider.mainProviderId;
    const { SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries } = this.settings;
    const isFull = mode === 'full';
    const body = pullEvseData.write({
      ProviderID: providerId,
      GeoCoordinatesResponseFormat: 'Google',
      ...(!isFull && lastCall && { LastCall: Instant.at(lastCall) }),
      ...(isFull && operators.length > 0 && { OperatorIds: operators }),
      ...(isFull && countries.length > 0 && { CountryCodes: countries }),
    });
    return { providerId, body, size: pageSizeOf(run, this.settings.SYNC_PAGE_SIZE) };
  }
}

/** @throws {PullRefusedError} for a delta without a moment from which it is requested */
function assertBegins({ mode, lastCall }: SyncRun): void {
  if (mode === 'delta' && !lastCall)
    throw new PullRefusedError('SYNC_NO_WATERMARK', 'No full pull has succeeded yet. Start a full pull.');
}

function parseFetchedPage(fetched: FetchedPage, requestedSize: number): ParsedPage {
  if (fetched.kind === 'lost') return fetched;
  const { totalElements, totalPages, last, size = requestedSize } = fetched.value;
  return {
    kind: 'page',
    head: { totalElements, totalPages, last, size: size > 0 ? size : requestedSize },
    page: readPage(fetched.value, fetched.bytes),
  };
}

/** Records what a page says about the whole answer. */
function withHead(progress: RunProgress, { head, page }: PulledPage): RunProgress {
  const { size } = head;
  const { counts, reasons } = withTotals(progress.counts, progress.reasons, head, size);
  const received = { number: progress.nextPage, records: page.entries, size };
  return { ...progress, counts, reasons: withShortPage(reasons, counts, received) };
}

/** Whether another page follows this one, which is not counted yet. */
function isPageFollowed({ nextPage, counts }: RunProgress, { head, page }: PulledPage): boolean {
  const records = counts.records + page.entries;
  return isFollowed({ ...head, records: page.entries }, nextPage, { ...counts, records });
}

/** Records the loss of a page. @throws {PullRefusedError} where the next page would be lost as well */
function withLostPage(progress: RunProgress, { code, message }: SyncReason, lostInARow: number): RunProgress {
  const { nextPage, counts, reasons } = progress;
  if (counts.totalPages === undefined || lostInARow >= LOST_IN_A_ROW)
    throw new PullRefusedError(code, message);
  const lost = withReason(reasons, 'PAGE_LOST', `page ${nextPage} could not be fetched: ${message}`);
  return { nextPage: nextPage + 1, counts, reasons: lost };
}

function countChanges({ counts: { inserted, updated } }: RunProgress): number {
  return inserted + updated;
}

function hasNextPage({ nextPage, counts: { totalPages = 0 } }: RunProgress): boolean {
  return nextPage < totalPages;
}
