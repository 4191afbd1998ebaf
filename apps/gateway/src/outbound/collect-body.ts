import { HbsFailureError } from './hbs-failure.js';

/** Reads a body to its end. @throws {HbsFailureError} when it breaks off, or has more than `maxBytes` */
export async function collectBody(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes)
      throw new HbsFailureError('too-large', `the answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
