import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { buildSearchStatement } from '../../../../apps/evse-sync/src/search/search-statement.js';
import { Broker, BrokerSettings, RpcClient } from '#messaging';
import { suiteMessages, type EvseQuery, type SuiteMessages, type SyncRunView } from '#suite';
import { DatabaseSettings } from '#persistence';
import { createLog, loadSettings } from '#platform';
import { projectFolder, migrateServices } from '../../../../apps/cli/src/published.js';
import {
  freePorts,
  privatePostgres,
  findRabbitmq,
  NoRabbitmqError,
  privateRabbitmq,
  Supervisor,
} from '../../../../tools/suite-for-tests.js';
import { benchRow, percentile, type BenchRow } from '../bench-row.js';
import { placeOf } from './bench-network.js';
import { cpuSeconds, cpuSpent } from './cpu-time.js';
import { connectClient, floorOfPull, openStatusFloor } from './floors.js';
import { peakMemory } from './peak-memory.js';

const SEARCHES = 1_000;
const WARM_UP = 100;
const SNAPSHOTS = 5;
/** The most megabytes of a process while it pulls, at any size of the network. */
const MEMORY = 600;

type Rpc = RpcClient<SuiteMessages>;

/** The replica as processes, over a real broker and database, beside the floors on the same two. */
export async function benchReplica(
  say: (line: string) => void,
  { scale }: { readonly scale: number },
): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-bench-'));
  chmodSync(folder, 0o755);
  const supervisor = new Supervisor({ line: () => {}, died: () => {}, givenUp: () => {} });
  const children: ChildProcess[] = [];
  try {
    const urls = await startServers(folder, supervisor, say);
    say(`Generating ${scale} charging points …`);
    const hbs = await forkWorker(children, 'dist/test/load/bench/replica/hbs-worker.js', [
      urls.rabbit,
      String(scale),
    ]);
    const servers = Object.fromEntries(
      supervisor.processes.map(({ definition, pid }) => [definition.name, pid] as const),
    );
    return await measure({ ...urls, scale, hbs, children, say, servers });
  } finally {
    for (const child of children) child.kill();
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly rabbit: string;
  readonly database: string;
  readonly scale: number;
  readonly hbs: ChildProcess;
  readonly children: ChildProcess[];
  readonly say: (line: string) => void;
  /** Their process ids, by name. */
  readonly servers: Readonly<Record<string, number | undefined>>;
}

async function measure(bench: Bench): Promise<readonly BenchRow[]> {
  const { database, scale, hbs, say } = bench;
  const client = await caller(bench.rabbit);
  const { rpc } = client;
  say('Pulling in full …');
  const idle = cpuSeconds({ ...bench.servers, Node: process.pid });
  const pullFloor = await floorOfPull(database, scale, 'jsonb');
  say(`CPU of the floor: ${cpuSpent(idle, cpuSeconds({ ...bench.servers, Node: process.pid }))}`);
  const barestFloor = await floorOfPull(database, scale, 'json');
  const evseSync = startEvseSync(bench);
  const pids = { ...bench.servers, 'evse-sync': evseSync.pid, 'fake gateway': hbs.pid };
  const first = await firstRun(rpc);
  const begun = cpuSeconds(pids);
  const pulled = await untilSucceeded(rpc, first);
  say(`CPU of the suite: ${cpuSpent(begun, cpuSeconds(pids))}`);
  const rate = perSecond(scale, timeOf(pulled));
  const pull: [number, number] = [perSecond(scale, pullFloor), rate];
  const barest: [number, number] = [perSecond(scale, barestFloor), rate];
  say('Pulling statuses …');
  const statusTimes = await measureStatuses(bench, rpc);
  say('Searching …');
  const [bare, suite] = await searches(rpc, database, scale);
  const memory = [
    ['evse-sync', peakMemory(evseSync.pid ?? 0)],
    ['the fake gateway', peakMemory(hbs.pid ?? 0)],
  ] as const;
  await client.close();
  const p99: [number, number] = [percentile(bare, 0.99), percentile(suite, 0.99)];
  const p50: [number, number] = [percentile(bare, 0.5), percentile(suite, 0.5)];
  const counts = `${scale} EVSEs`;
  return [
    benchRow(`full pull of ${counts}`, '/s', pull, 'ratio ≥ 0.5', (ratio) => ratio >= 0.5),
    benchRow('the same beside a floor of json', '/s', barest, 'ratio ≥ 0.33', (ratio) => ratio >= 0.33),
    benchRow(`status of ${counts}, 2 % changed`, 'ms', statusTimes, 'ratio ≤ 2', (ratio) => ratio <= 2),
    benchRow('search near a point, p50', 'ms', p50, 'ratio ≤ 3', (ratio) => ratio <= 3),
    benchRow('search near a point, p99', 'ms', p99, 'ratio ≤ 3', (ratio) => ratio <= 3),
    ...memory.map(([name, peak]) =>
      benchRow(`peak memory of ${name}`, 'MB', [MEMORY, peak], `at most ${MEMORY} MB`, (ratio) => ratio <= 1),
    ),
  ];
}

/** Snapshots that differ from the one before, in turn by the floor and by evse-sync: the medians, in milliseconds. */
async function measureStatuses({ database, scale, hbs }: Bench, rpc: Rpc): Promise<[number, number]> {
  const floor = await openStatusFloor(database, scale);
  const [bare, suite]: [number[], number[]] = [[], []];
  for (let index = 0; index <= SNAPSHOTS; index += 1) {
    const changed = index % 2 === 1;
    hbs.send(changed ? 'change' : 'restore');
    await once(hbs, 'message');
    bare.push(await floor.storeSnapshot(changed));
    suite.push(timeOf(await untilSucceeded(rpc, (await rpc.call('sync.start-evse-status', {})).id)));
    await untilRelayed(database);
  }
  await floor.close();
  // The first of each stores everything.
  return [percentile(bare.slice(1), 0.5), percentile(suite.slice(1), 0.5)];
}

/** The same searches in turn: by call to evse-sync, and as the statement alone. */
async function searches(rpc: Rpc, database: string, scale: number): Promise<[number[], number[]]> {
  const client = await connectClient(database);
  await client.query('analyze evse.evse, evse.evse_status');
  const [bare, suite]: [number[], number[]] = [[], []];
  for (let index = 0; index < SEARCHES + WARM_UP; index += 1) {
    const near = { ...placeOf((index * 7_919) % scale), radius: 5_000 };
    const query: EvseQuery = { limit: 20, near };
    const { sql, parameters } = buildSearchStatement(query, query.limit + 1);
    const turns = [
      async () => void bare.push(await measureMs(() => client.query(sql, [...parameters]))),
      async () => void suite.push(await measureMs(() => rpc.call('evse.search', query))),
    ];
    for (const turn of index % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  await client.end();
  return [bare.slice(WARM_UP), suite.slice(WARM_UP)];
}

async function measureMs(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function startServers(
  folder: string,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<{ readonly rabbit: string; readonly database: string }> {
  const source = await findRabbitmq(say);
  if (source.kind === 'docker') throw new NoRabbitmqError();
  const { postgres: port, ...ports } = await freePorts({ postgres: 0, amqp: 0, distribution: 0, epmd: 0 });
  const postgres = await privatePostgres({ dataFolder: folder, port });
  const rabbit = await privateRabbitmq(source.server, { dataFolder: folder, ports });
  await supervisor.start(postgres.process, rabbit.process);
  const [settings] = loadSettings([DatabaseSettings], { DATABASE_URL: postgres.url });
  await migrateServices(['evse-sync'], settings, quiet());
  return { rabbit: rabbit.url, database: postgres.url };
}

function startEvseSync({ rabbit, database, children }: Bench): ChildProcess {
  const child = fork(join(projectFolder, 'dist/apps/evse-sync/src/main.js'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: database,
      RABBITMQ_URL: rabbit,
      EMP_PROVIDER_IDS: 'DE-EMP',
      SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
      SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
      LOG_LEVEL: 'error',
    },
  });
  children.push(child);
  return child;
}

async function forkWorker(
  children: ChildProcess[],
  script: string,
  args: readonly string[],
): Promise<ChildProcess> {
  const child = fork(join(projectFolder, script), [...args]);
  children.push(child);
  await once(child, 'message');
  return child;
}

async function caller(url: string): Promise<{ readonly rpc: Rpc; close(): Promise<void> }> {
  const log = quiet();
  const broker = await Broker.open(loadSettings([BrokerSettings], { RABBITMQ_URL: url })[0], 'bench', log);
  const options = { map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() };
  const rpc = new RpcClient<SuiteMessages>(options);
  rpc.start();
  return {
    rpc,
    close: async () => {
      await rpc.close();
      await broker.close();
    },
  };
}

async function firstRun(rpc: Rpc): Promise<string> {
  for (;;) {
    const page = await rpc.call('sync.runs', { limit: 1, kind: 'evse-data' }).catch(() => undefined);
    if (page?.items[0]) return page.items[0].id;
    await sleep(100);
  }
}

async function untilSucceeded(rpc: Rpc, id: string): Promise<SyncRunView> {
  for (;;) {
    const run = await rpc.call('sync.run', { id });
    if (run.state === 'succeeded') return run;
    if (run.finishedAt !== undefined) throw new Error(`the run ${run.state}: ${JSON.stringify(run.reasons)}`);
    await sleep(100);
  }
}

/** Events still being published would slow what is measured next. */
async function untilRelayed(database: string): Promise<void> {
  const client = await connectClient(database);
  for (;;) {
    const { rows } = await client.query<{ waiting: number }>(
      'select count(*)::int as waiting from evse.outbox',
    );
    if (rows[0]?.waiting === 0) break;
    await sleep(100);
  }
  await client.query('vacuum analyze evse.evse_status');
  await client.end();
}

function timeOf({ startedAt = '', finishedAt = '' }: SyncRunView): number {
  return Date.parse(finishedAt) - Date.parse(startedAt);
}

const perSecond = (count: number, milliseconds: number): number => (count / milliseconds) * 1_000;

function quiet(): ReturnType<typeof createLog> {
  return createLog({ service: 'bench', level: 'fatal', format: 'json' });
}
