import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { coalesceWrites } from './write-coalescing.js';

/** A network that notes what left in one piece. */
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

describe('a connection to the broker', () => {
  it('sends what is written in one turn in one piece, in order', async () => {
    const { stream, left } = network();
    coalesceWrites({ stream });
    for (const text of ['one', 'two', 'three']) stream.write(text);
    await nextTurn();
    stream.write('four');
    await nextTurn();
    expect(left).toEqual(['one|two|three', 'four']);
  });

  it('sends what is still held when it ends', async () => {
    const { stream, left } = network();
    coalesceWrites({ stream });
    stream.write('good');
    stream.end('bye');
    await nextTurn();
    expect(left.join('|')).toBe('good|bye');
  });

  it('works on as it is when amqplib keeps its stream elsewhere', () => {
    expect(() => coalesceWrites({})).not.toThrow();
  });
});
