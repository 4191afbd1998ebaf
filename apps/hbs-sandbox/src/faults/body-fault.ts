import { Readable } from 'node:stream';
import type { OperationReply } from '../hbs/hbs-operation.js';

/** Faults of the transfer of an answer: it is slow, or its connection is cut in the middle. */
export const bodyFaultKinds = ['slow', 'cut-midway'] as const;
/** A kind of {@link bodyFaultKinds}. */
export type BodyFaultKind = (typeof bodyFaultKinds)[number];

/** Parts in which a body that is not a stream is sent. */
export const PARTS = 10;

/** Whether a kind of fault affects the transfer of an answer. */
export function isBodyFault(kind: string): kind is BodyFaultKind {
  return bodyFaultKinds.some((each) => each === kind);
}

/** An answer whose transfer is faulty. @param pause waits after each part of a slow one */
export function disturbBody(
  kind: BodyFaultKind,
  answer: OperationReply,
  pause: () => Promise<void>,
): OperationReply {
  const parts = split(answer.body);
  const sent = kind === 'slow' ? sendSlowly(parts, pause) : sendHalf(parts);
  return { ...answer, body: Readable.from(sent, { objectMode: false }) };
}

async function* sendSlowly(parts: AsyncIterable<Buffer>, pause: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    yield part;
    await pause();
  }
}

async function* sendHalf(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const whole: Buffer[] = [];
  for await (const part of parts) whole.push(part);
  const bytes = Buffer.concat(whole);
  yield bytes.subarray(0, Math.floor(bytes.length / 2));
  throw new Error('a fault cuts the connection here');
}

async function* split(body: OperationReply['body']): AsyncGenerator<Buffer> {
  if (body instanceof Readable) {
    for await (const chunk of body) yield Buffer.from(chunk as Buffer);
    return;
  }
  const bytes = Buffer.from(body);
  const size = Math.max(1, Math.ceil(bytes.length / PARTS));
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
