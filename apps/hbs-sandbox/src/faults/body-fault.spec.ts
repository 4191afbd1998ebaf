import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { disturbBody, PARTS } from './body-fault.js';

const BODY = 'x'.repeat(1_005);

async function received({ body }: OperationReply): Promise<readonly string[]> {
  const chunks: string[] = [];
  for await (const chunk of body as Readable) chunks.push(String(chunk));
  return chunks;
}

describe('a slow answer of the sandbox', () => {
  it.each([
    ['a text', BODY],
    ['bytes', Buffer.from(BODY)],
  ])('pauses after each part of %s, and is complete', async (_what, body) => {
    let pauses = 0;
    const reply = disturbBody('slow', { status: 200, body }, () => {
      pauses += 1;
      return Promise.resolve();
    });
    expect((await received(reply)).join('')).toBe(BODY);
    expect(pauses).toBe(PARTS);
  });

  it('sends a stream in its own chunks', async () => {
    const body = Readable.from([Buffer.from('one'), Buffer.from('two')], { objectMode: false });
    const reply = disturbBody('slow', { status: 200, body }, () => Promise.resolve());
    expect(await received(reply)).toEqual(['one', 'two']);
  });
});

describe('an answer of the sandbox that is cut midway', () => {
  it('fails after half of it', async () => {
    const { body } = disturbBody('cut-midway', { status: 200, body: BODY }, () => Promise.resolve());
    const chunks: string[] = [];
    const reading = (async (): Promise<void> => {
      for await (const chunk of body as Readable) chunks.push(String(chunk));
    })();
    await expect(reading).rejects.toThrow('a fault cuts the connection');
    expect(chunks.join('')).toBe('x'.repeat(502));
  });
});
