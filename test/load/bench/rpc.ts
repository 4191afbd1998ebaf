import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Channel, type ConsumeMessage } from 'amqplib';
import { Registry } from 'prom-client';
import { Broker, BrokerSettings, RpcClient } from '#messaging';
import { createLog, loadSettings } from '#platform';
import { projectFolder } from '../../../apps/cli/src/published.js';
import {
  freePorts,
  findRabbitmq,
  NoRabbitmqError,
  privateRabbitmq,
  Supervisor,
} from '../../../tools/suite-for-tests.js';
import { benchRow, percentile, type BenchRow } from './bench-row.js';
import { BARE_QUEUE, echoMessages, type EchoMessages } from './rpc-echo-messages.js';

const WARM_UP = 500;
const CALLS = 4_000;
const CONCURRENT = 50;
const ROUNDS = 3;

type Call = (text: string) => Promise<unknown>;

/** A call through libs/messaging to a worker process, beside a bare round trip of amqplib through the same broker. */
export async function benchRpc(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-bench-'));
  const source = await findRabbitmq(say);
  if (source.kind === 'docker') throw new NoRabbitmqError();
  const { url, process: definition } = await privateRabbitmq(source.server, {
    dataFolder: folder,
    ports: await freePorts({ amqp: 0, distribution: 0, epmd: 0 }),
  });
  const supervisor = new Supervisor({ line: () => {}, died: () => {}, givenUp: () => {} });
  await supervisor.start(definition);
  const workers = await Promise.all(['bare', 'suite'].map((kind) => startWorker(kind, url)));
  const [bare, suite] = [await bareCaller(url), await suiteCaller(url)];
  try {
    return await measure(bare.call, suite.call);
  } finally {
    await Promise.all([bare.close(), suite.close()]);
    for (const worker of workers) worker.kill();
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(bare: Call, suite: Call): Promise<readonly BenchRow[]> {
  for (const call of [bare, suite]) await oneByOne(call, WARM_UP);
  const alone: [number[], number[]] = [[], []];
  const together: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, call] of [bare, suite].entries()) {
      alone[index]?.push(...(await oneByOne(call, CALLS / ROUNDS)));
      together[index]?.push(await rate(call, CALLS));
    }
  }
  const of = (share: number): [number, number] => [percentile(alone[0], share), percentile(alone[1], share)];
  const rates: [number, number] = [percentile(together[0], 0.5), percentile(together[1], 0.5)];
  return [
    benchRow('call and reply, one at a time, p50', 'ms', of(0.5), 'ratio ≤ 2', (ratio) => ratio <= 2),
    benchRow('call and reply, one at a time, p99', 'ms', of(0.99), 'ratio ≤ 3', (ratio) => ratio <= 3),
    benchRow(
      `calls per second, ${CONCURRENT} at a time`,
      '/s',
      rates,
      'ratio ≥ 0.4',
      (ratio) => ratio >= 0.4,
    ),
  ];
}

async function oneByOne(call: Call, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await call('hello');
    taken.push(performance.now() - began);
  }
  return taken;
}

async function rate(call: Call, times: number): Promise<number> {
  const began = performance.now();
  let left = times;
  const work = async (): Promise<void> => {
    for (; left > 0; left -= 1) await call('hello');
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return times / ((performance.now() - began) / 1_000);
}

interface Caller {
  readonly call: Call;
  close(): Promise<void>;
}

async function suiteCaller(url: string): Promise<Caller> {
  const log = createLog({ service: 'bench', level: 'fatal', format: 'json' });
  const [settings] = loadSettings([BrokerSettings], { RABBITMQ_URL: url });
  const broker = await Broker.open(settings, 'bench', log);
  const options = { map: echoMessages, connection: broker.publishing, log, metrics: new Registry() };
  const client = new RpcClient<EchoMessages>(options);
  client.start();
  return {
    call: (text) => client.call('echo.say', { text }),
    close: async () => {
      await client.close();
      await broker.close();
    },
  };
}

/** The floor: publish, and wait for the reply. */
async function bareCaller(url: string): Promise<Caller> {
  const connection = await connect(url, { noDelay: true });
  const channel: Channel = await connection.createChannel();
  const waiting = new Map<string, (message: ConsumeMessage) => void>();
  await channel.consume(
    'amq.rabbitmq.reply-to',
    (message) => {
      const id = String(message?.properties.correlationId);
      if (message) waiting.get(id)?.(message);
      waiting.delete(id);
    },
    { noAck: true },
  );
  let next = 0;
  return {
    call: (text) =>
      new Promise((resolve) => {
        const correlationId = String((next += 1));
        waiting.set(correlationId, ({ content }) => resolve(JSON.parse(content.toString())));
        const content = Buffer.from(JSON.stringify({ text }));
        channel.sendToQueue(BARE_QUEUE, content, { correlationId, replyTo: 'amq.rabbitmq.reply-to' });
      }),
    close: () => connection.close(),
  };
}

async function startWorker(kind: string, url: string): Promise<ChildProcess> {
  const worker = fork(join(projectFolder, 'dist/test/load/bench/rpc-worker.js'), [kind, url]);
  await once(worker, 'message');
  return worker;
}
