import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { Broker, RpcClient } from '#messaging';
import { suiteMessages, type CdrRun, type SuiteMessages } from '#suite';
import { createLog } from '#platform';
import { aCdr, aUniqueCharge } from '../../support/cdr.js';
import type { TestDatabase } from '../../support/database.js';
import { FakeHbsCdrs, startFakeHbsCdrs } from '../../support/fake-hbs-cdrs.js';
import type { VirtualHost } from '../../support/virtual-host.js';
import { startReadyProcess } from '../soak/edge-process.js';
import { benchRow, percentile, type BenchRow } from './bench-row.js';
import { floorOfCdrPage } from './cdr-page-floor.js';

const RECORDS = 2_000;
const ROUNDS = 5;

type Rpc = RpcClient<SuiteMessages>;

/** The time that a backfill of one page of new records takes; the fake HBS sends its bytes through the broker. */
export async function benchCdrPage(
  { host, database }: { readonly host: VirtualHost; readonly database: TestDatabase },
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const fakeHbs = new FakeHbsCdrs();
  const far = await startFakeHbsCdrs(host, fakeHbs);
  const tables = await database.connect(cdrDatabase);
  const cdr = await startReadyProcess('cdr', {
    RABBITMQ_URL: host.directUrl,
    DATABASE_URL: database.settings.DATABASE_URL,
    EMP_PROVIDER_IDS: 'DE-EMP',
    CDR_RECONCILE_INTERVAL: 'P1D',
    LOG_LEVEL: 'warn',
  });
  const log = createLog({ service: 'bench', level: 'fatal', format: 'json' });
  const broker = await Broker.open(host.settings, 'bench', log);
  const options = { map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() };
  const rpc: Rpc = new RpcClient<SuiteMessages>(options);
  rpc.start();
  try {
    await untilScheduledRunsEnded(rpc);
    const [bare, ours, compared]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      fakeHbs.records = Array.from({ length: RECORDS }, () => JSON.stringify(aCharge()));
      const page = `{"content":[${fakeHbs.records.join(',')}]}`;
      bare.push(await floorOfCdrPage(database.settings.DATABASE_URL, Buffer.from(page)));
      ours.push(await timeOfBackfill(rpc));
      compared.push(await timeOfComparison(tables));
    }
    say(
      `a page of ${RECORDS}: floor ${bare.map(Math.round).join(', ')} ms, suite ${ours.join(', ')} ms, compared ${compared.map(Math.round).join(', ')} ms later`,
    );
    const medians = [percentile(bare, 0.5), percentile(ours, 0.5)] as const;
    return [
      benchRow(
        `a pulled page of ${RECORDS} records is stored`,
        'ms',
        medians,
        'ratio ≤ 10',
        (ratio) => ratio <= 10,
      ),
    ];
  } finally {
    await cdr.stop();
    await rpc.close();
    await broker.close();
    await far.close();
  }
}

/** One of many charges, as a page has them: of one card at one EVSE at one time, each would have findings with all others. */
function aCharge(): object {
  const SessionID = randomUUID();
  const start = Date.now() - Math.floor(Math.random() * 30 * 24 * 60) * 60_000;
  const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();
  return aCdr({
    ...aUniqueCharge(SessionID),
    EvseID: `DE*ABC*E${Math.floor(Math.random() * 2_000)}`,
    SessionStart: at(0),
    ChargingStart: at(1),
    ChargingEnd: at(40),
    SessionEnd: at(41),
  });
}

async function untilScheduledRunsEnded(rpc: Rpc): Promise<void> {
  for (;;) {
    const { items } = await rpc.call('cdr.list-runs', { limit: 10 });
    if (items.filter(({ state }) => state === 'done').length >= 2) return;
    await sleep(100);
  }
}

/**
 * Until every record was compared again and every event has left: what goes on after a page is no part of the next one.
 *
 * @returns milliseconds
 */
async function timeOfComparison(tables: DataSource): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [left] = await tables.query<{ count: string }[]>(
      `select (select count(*) from cdr.comparison where attempts = 0) + (select count(*) from cdr.outbox) as count`,
    );
    if (left?.count === '0') return performance.now() - began;
    await sleep(50);
  }
}

/** @returns milliseconds @throws when it did not add every record */
async function timeOfBackfill(rpc: Rpc): Promise<number> {
  const to = new Date();
  const from = new Date(to.valueOf() - 24 * 60 * 60 * 1_000);
  const { runs } = await rpc.call('cdr.backfill', { from: from.toISOString(), to: to.toISOString() });
  for (;;) {
    const run: CdrRun = await rpc.call('cdr.get-run', { id: runs[0]?.id ?? '' });
    if (run.endedAt !== undefined && run.startedAt !== undefined) {
      if (run.added !== RECORDS) throw new Error(`the run added ${run.added} records: ${run.state}`);
      return Date.parse(run.endedAt) - Date.parse(run.startedAt);
    }
    await sleep(50);
  }
}
