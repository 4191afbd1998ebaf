import { HbsFailureError } from './hbs-failure.js';

/** The whole of a body, up to so many bytes. @throws {HbsFailureError} where it breaks off or is larger */
export async function collectBody(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) throw new HbsFailureError('too-large', `the answer has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
