import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'amqplib';
import { EVENTS_EXCHANGE, type CloudEvent } from '#messaging';
import { projectFolder } from '../../../apps/cli/src/published.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { anOutbox, startRelay } from '../../support/example-service/relay.js';
import { exampleDatabase } from '../../support/example-service/example-database.js';

describe('docs/examples/print-events.mjs, as a process on a real RabbitMQ', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let consumer: ChildProcessByStdio<null, Readable, Readable>;
  let printed = '';
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    consumer = spawn(
      process.execPath,
      [join(projectFolder, 'docs/examples/print-events.mjs'), host.directUrl, 'thing.*'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    consumer.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    consumer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await eventually(() => expect(said).toBe('listening to thing.*\n'));
  });
  afterAll(async () => {
    if (consumer.exitCode === null) {
      consumer.kill();
      await once(consumer, 'exit');
    }
    await Promise.all([host.drop(), database.drop()]);
  });

  const lines = (): readonly string[] => printed.split('\n').slice(0, -1);

  it('prints an event that a service publishes', async () => {
    const dataSource = await database.connect(exampleDatabase);
    const relay = await startRelay(host.settings, dataSource);
    await anOutbox(dataSource).transaction(({ publish }) =>
      publish('thing.made', 'chair', { name: 'a chair' }),
    );
    await eventually(() => expect(lines()).toHaveLength(1));
    await relay.close();
    expect(lines()[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z thing\.made chair \{"name":"a chair"\}$/);
  });

  it('prints an event once that arrives twice, and says which are late', async () => {
    printed = '';
    await publish(
      anEvent('1', 'table', 5),
      anEvent('1', 'table', 5),
      anEvent('2', 'table', 4),
      anEvent('3', 'lamp', 1),
    );
    await eventually(() => expect(lines()).toHaveLength(3));
    expect(lines().map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'thing.made table {"name":"1"}',
      'thing.made table (late) {"name":"2"}',
      'thing.made lamp {"name":"3"}',
    ]);
  });

  it('ends without an error when the reader of its output has ended', async () => {
    const other = spawn(
      process.execPath,
      [join(projectFolder, 'docs/examples/print-events.mjs'), host.directUrl, 'thing.*'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    other.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await eventually(() => expect(said).toBe('listening to thing.*\n'));
    const ended = once(other, 'exit');
    other.stdout.destroy();
    await publish(anEvent('4', 'door', 1), anEvent('5', 'door', 2));
    expect(await ended).toEqual([0, null]);
    expect(said).toBe('listening to thing.*\n');
  });

  async function publish(...events: readonly CloudEvent<unknown>[]): Promise<void> {
    const connection = await connect(host.directUrl);
    const channel = await connection.createConfirmChannel();
    for (const event of events)
      channel.publish(EVENTS_EXCHANGE, event.type, Buffer.from(JSON.stringify(event)));
    await channel.waitForConfirms();
    await connection.close();
  }
});

function anEvent(id: string, subject: string, sequence: number): CloudEvent<{ name: string }> {
  return {
    specversion: '1.0',
    id,
    source: '/cdr',
    type: 'thing.made',
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    sequence: String(sequence).padStart(19, '0'),
    data: { name: id },
  };
}
