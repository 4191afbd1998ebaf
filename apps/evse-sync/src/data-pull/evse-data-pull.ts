import { Injectable } from '@nestjs/common';
import { ProviderSettings, type SyncReason } from '#suite';
import { Instant, pullEvseData } from '#oicp';
import type { Leadership } from '#persistence';
import { PullRefusedError } from '../runs/run-errors.js';
import { withReason } from '../runs/reasons.js';
import type { RunProgress } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { pageSizeOf } from './page-size.js';
import { PageSource, type FetchedPage, type PageRequest } from './page-source.js';
import { isFollowed, withShortPage, withTotals, type PageHead } from './page-totals.js';
import { PageWriter } from './page-writer.js';
import { PullFinalizer } from './pull-finalizer.js';
import { prepareLines, readPage, type ReadPage } from './read-page.js';

/** So many pages in a row that cannot be had are no longer the pages’ fault. */
const LOST_IN_A_ROW = 3;

interface PulledPage {
  readonly kind: 'page';
  readonly head: PageHead & { readonly size: number };
  readonly page: ReadPage;
}
type ParsedPage = Extract<FetchedPage, { kind: 'lost' }> | PulledPage;

/** Pulls EVSE records, a page a call, and writes each page before the run goes on: a crash costs at most one. */
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
   * Runs a run from the page it is at to its end.
   *
   * @throws {PullRefusedError} when HBS or the gateway refuse every page
   * @throws {RunTakenAwayError} when it was cancelled or another replica leads
   */
  async run(run: SyncRun, leadership: Leadership, signal: AbortSignal): Promise<void> {
    let progress: RunProgress = { nextPage: run.nextPage, counts: run.counts, reasons: run.reasons };
    const size = pageSizeOf(run, this.settings.SYNC_PAGE_SIZE);
    const wanted = (number: number): PageRequest => ({ ...this.writeRequest(run), number, size });
    let isMostlyNew = false;
    let fetching: Promise<ParsedPage> | undefined = this.fetch(
      wanted(progress.nextPage),
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
        fetching = hasNextPage(progress) ? this.fetch(wanted(number + 1), isMostlyNew, signal) : undefined;
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
      // The next page is fetched meanwhile, and parsed while the database takes this one: not before it has it.
      let onRowsSent = (): void => {};
      const readAfter = new Promise<void>((resolve) => (onRowsSent = resolve));
      fetching = isNext ? this.fetch({ ...wanted(number + 1), readAfter }, isMostlyNew, signal) : undefined;
      const written = this.writer.write({ run, leadership, number, page, progress: before, onRowsSent });
      progress = await written.finally(() => onRowsSent());
      isMostlyNew = countChanges(progress) - countChanges(before) > page.entries / 2;
    }
    await this.finalizer.finalize(run, leadership, progress);
  }

  /**
   * A fetch whose failure is looked at when its page’s turn comes, and is no unhandled rejection until then.
   *
   * @param isMostlyNew whether its records are probably to be written; then their rows are put together, too
   */
  private fetch(wanted: PageRequest, isMostlyNew: boolean, signal: AbortSignal): Promise<ParsedPage> {
    const fetching = this.pages.fetch(wanted, signal).then((fetched) => {
      const page = parseFetchedPage(fetched, wanted.size);
      if (isMostlyNew && page.kind === 'page') prepareLines(page.page);
      return page;
    });
    fetching.catch(() => {});
    return fetching;
  }

  /** A delta is pulled unfiltered: HBS combines `LastCall` with no filter. */
  private writeRequest({ mode, lastCall }: SyncRun): Omit<PageRequest, 'number' | 'size'> {
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

function parseFetchedPage(fetched: FetchedPage, sizeAskedFor: number): ParsedPage {
  if (fetched.kind === 'lost') return fetched;
  const { totalElements, totalPages, last, size = sizeAskedFor } = fetched.value;
  return {
    kind: 'page',
    head: { totalElements, totalPages, last, size: size > 0 ? size : sizeAskedFor },
    page: readPage(fetched.value, fetched.bytes),
  };
}

/** @throws {PullRefusedError} where going on is of no use */
function skipLostPage(
  { counts, reasons }: RunProgress,
  number: number,
  { code, message }: SyncReason,
  inARow: number,
): RunProgress {
  if (counts.totalPages === undefined || inARow >= LOST_IN_A_ROW) throw new PullRefusedError(code, message);
  const lost = withReason(reasons, 'PAGE_LOST', `page ${number} could not be had: ${message}`);
  return { nextPage: number + 1, counts, reasons: lost };
}

function countChanges({ counts: { inserted, updated } }: RunProgress): number {
  return inserted + updated;
}

function hasNextPage({ nextPage, counts: { totalPages = 0 } }: RunProgress): boolean {
  return nextPage < totalPages;
}
