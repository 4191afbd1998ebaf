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
type ParsedPage = Extract<FetchedPage, { kind: 'lost' }> | PulledPage;

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
    const { run, signal } = claim;
    assertBegins(run);
    let progress: RunProgress = { nextPage: run.nextPage, counts: run.counts, reasons: run.reasons };
    const size = pageSizeOf(run, this.settings.SYNC_PAGE_SIZE);
    const requestOf = (number: number): PageRequest => ({ ...this.buildRequest(run), number, size });
    let isMostlyNew = false;
    let fetching: Promise<ParsedPage> | undefined = this.fetch(
      requestOf(progress.nextPage),
      isMostlyNew,
      signal,
    );
    let lostInARow = 0;
    while (fetching) {
      const number = progress.nextPage;
      const fetched: ParsedPage = await fetching;
      if (fetched.kind === 'lost') {
        lostInARow += 1;
        progress = skipLostPage(progress, number, fetched.reason, lostInARow);
        fetching = hasNextPage(progress) ? this.fetch(requestOf(number + 1), isMostlyNew, signal) : undefined;
        continue;
      }
      lostInARow = 0;
      const { head, page }: PulledPage = fetched;
      const announced = withTotals(progress.counts, progress.reasons, head, head.size);
      const reasons = withShortPage(announced.reasons, announced.counts, {
        number,
        records: page.entries,
        size: head.size,
      });
      const before = { ...progress, counts: announced.counts, reasons };
      const counts = { ...before.counts, records: before.counts.records + page.entries };
      const isNext = isFollowed({ ...head, records: page.entries }, number, counts);
      // The next page is fetched meanwhile, and parsed once the database has this one and works on it.
      let onRowsSent = (): void => {};
      const readAfter = new Promise<void>((resolve) => (onRowsSent = resolve));
      fetching = isNext
        ? this.fetch({ ...requestOf(number + 1), readAfter }, isMostlyNew, signal)
        : undefined;
      const written = this.writer.write({ claim, number, page, progress: before, onRowsSent });
      progress = await written.finally(() => onRowsSent());
      isMostlyNew = countChanges(progress) - countChanges(before) > page.entries / 2;
    }
    await this.finalizer.finalize(claim, progress);
  }

  /**
   * Starts a fetch. A failure is handled when the page’s turn comes; until then it must not be an unhandled rejection.
   *
   * @param isMostlyNew whether most of its records will probably be written; then their rows are prepared, too
   */
  private fetch(request: PageRequest, isMostlyNew: boolean, signal: AbortSignal): Promise<ParsedPage> {
    const fetching = this.pages.fetch(request, signal).then((fetched) => {
      const page = parseFetchedPage(fetched, request.size);
      if (isMostlyNew && page.kind === 'page') prepareLines(page.page);
      return page;
    });
    fetching.catch(() => {});
    return fetching;
  }

  /** A delta is pulled without filters: HBS does not combine them with `LastCall`. */
  private buildRequest({ mode, lastCall }: SyncRun): Omit<PageRequest, 'number' | 'size'> {
    const [providerId = ''] = this.provider.EMP_PROVIDER_IDS;
    const { SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries } = this.settings;
    const isFull = mode === 'full';
    const body = pullEvseData.write({
      ProviderID: providerId,
      GeoCoordinatesResponseFormat: 'Google',
      ...(!isFull && lastCall && { LastCall: Instant.at(lastCall) }),
      ...(isFull && operators.length > 0 && { OperatorIds: operators }),
      ...(isFull && countries.length > 0 && { CountryCodes: countries }),
    });
    return { providerId, body };
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

/** Records the loss of a page. @throws {PullRefusedError} where the next page would be lost as well */
function skipLostPage(
  { counts, reasons }: RunProgress,
  number: number,
  { code, message }: SyncReason,
  inARow: number,
): RunProgress {
  if (counts.totalPages === undefined || inARow >= LOST_IN_A_ROW) throw new PullRefusedError(code, message);
  const lost = withReason(reasons, 'PAGE_LOST', `page ${number} could not be fetched: ${message}`);
  return { nextPage: number + 1, counts, reasons: lost };
}

function countChanges({ counts: { inserted, updated } }: RunProgress): number {
  return inserted + updated;
}

function hasNextPage({ nextPage, counts: { totalPages = 0 } }: RunProgress): boolean {
  return nextPage < totalPages;
}
