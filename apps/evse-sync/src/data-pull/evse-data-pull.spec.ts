import { describe, expect, it } from '@jest/globals';
import type { ReceivedEvseData } from '#oicp';
import { ProviderSettings } from '#suite';
import type { SyncClaim } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { EvseDataPull } from './evse-data-pull.js';
import type { FetchedPage, PageRequest, PageSource } from './page-source.js';
import type { PageToWrite, PageWriter } from './page-writer.js';
import type { PullFinalizer } from './pull-finalizer.js';

const PAGES = 3;
const NO_COUNTS = { pages: 0, records: 0, inserted: 0, updated: 0, deleted: 0 };
const counts = { ...NO_COUNTS, unchanged: 0, repeated: 0, quarantined: 0 };
const run = { mode: 'full', nextPage: 0, counts, reasons: [] } as unknown as SyncRun;

/** Pulls a network of three empty pages. @returns what happened, in order */
async function pullEvents(write: (page: PageToWrite) => Promise<void>): Promise<readonly string[]> {
  const events: string[] = [];
  const pages = {
    fetch: async ({ number, parseAfter }: PageRequest): Promise<FetchedPage> => {
      events.push(`page ${number} is fetched`);
      await parseAfter;
      events.push(`page ${number} is parsed`);
      const value = { content: [], totalPages: PAGES } as unknown as ReceivedEvseData;
      return { kind: 'page', value, bytes: Buffer.alloc(0) };
    },
  };
  const writer = {
    write: async (page: PageToWrite): Promise<unknown> => {
      await write(page);
      events.push(`page ${page.number} is written`);
      return { ...page.progress, nextPage: page.number + 1 };
    },
  };
  const finalizer = { finalize: () => Promise.resolve(void events.push('the run ends')) };
  // A pull without network, database and settings: the order of its steps is all that counts.
  const pull = new EvseDataPull(
    pages as unknown as PageSource,
    writer as unknown as PageWriter,
    finalizer as unknown as PullFinalizer,
    Object.assign(new ProviderSettings(), { EMP_PROVIDER_IDS: ['DE-EMP'] }),
    Object.assign(new SyncSettings(), { SYNC_PAGE_SIZE: 10, SYNC_OPERATOR_IDS: [], SYNC_COUNTRY_CODES: [] }),
  );
  const claim = { run, signal: new AbortController().signal } as SyncClaim;
  await pull.run(claim).catch((error: unknown) => {
    events.push(String(error));
  });
  return events;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a pull of EVSE records', () => {
  it('fetches a page while the one before is written, and parses it once the database has the rows of that one', async () => {
    const events = await pullEvents(async ({ onRowsSent }) => {
      await nextTurn();
      onRowsSent();
      await nextTurn();
    });
    expect(events).toEqual([
      'page 0 is fetched',
      'page 0 is parsed',
      'page 1 is fetched',
      'page 1 is parsed',
      'page 0 is written',
      'page 2 is fetched',
      'page 2 is parsed',
      'page 1 is written',
      'page 2 is written',
      'the run ends',
    ]);
  });

  it('does not parse a page before the one before is written, where that had no rows to send', async () => {
    const events = await pullEvents(nextTurn);
    expect(events.indexOf('page 1 is parsed')).toBeGreaterThan(events.indexOf('page 0 is written'));
    expect(events.at(-1)).toBe('the run ends');
  });

  it('ends with the error of a page that cannot be written, and leaves no fetch waiting', async () => {
    const events = await pullEvents(() => Promise.reject(new Error('no database')));
    await nextTurn();
    expect(events).toContain('Error: no database');
    expect(events).toContain('page 1 is parsed');
    expect(events).not.toContain('the run ends');
  });
});
