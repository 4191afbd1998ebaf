import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { coalesceWrites } from './write-coalescing.js';

/** amqplib's own connection, which it neither exports nor has types for. */
const require = createRequire(import.meta.url);
const { Connection } = require(join(dirname(require.resolve('amqplib')), 'lib/connection.js')) as {
  readonly Connection: new (stream: Duplex) => { sendBytes(bytes: Buffer): void };
};

/** A network that records each write. */
function network(): { readonly stream: Duplex; readonly left: string[] } {
  const left: string[] = [];
  const stream = new Duplex({
    read: () => {},
    writev: (chunks, done) => {
      left.push(chunks.map(({ chunk }) => String(chunk)).join('|'));
      done();
    },
  });
  return { stream, left };
}

describe('a connection to RabbitMQ', () => {
  it('sends everything that is written in one turn of the event loop as one network write, in order', async () => {
    const { stream, left } = network();
    coalesceWrites({ stream });
    for (const text of ['one', 'two', 'three']) stream.write(text);
    await nextTurn();
    stream.write('four');
    await nextTurn();
    expect(left).toEqual(['one|two|three', 'four']);
  });

  it('sends pending writes before it closes', async () => {
    const { stream, left } = network();
    coalesceWrites({ stream });
    stream.write('good');
    stream.end('bye');
    await nextTurn();
    expect(left.join('|')).toBe('good|bye');
  });

  it('is written to by amqplib at the place where writes are coalesced', async () => {
    const { stream, left } = network();
    const connection = new Connection(stream);
    coalesceWrites(connection);
    for (const text of ['one', 'two']) connection.sendBytes(Buffer.from(text));
    await nextTurn();
    expect(left).toEqual(['one|two']);
  });

  it('works without coalescing where amqplib has no stream', () => {
    expect(() => coalesceWrites({})).not.toThrow();
  });
});
