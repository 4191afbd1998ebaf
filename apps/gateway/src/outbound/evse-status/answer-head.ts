/** Captures the beginning of a body while it is read, to show why it was not the expected answer. */
export class AnswerHead {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  /** Yields the body unchanged. */
  async *capture(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of body) {
      if (this.length < this.maxBytes) this.chunks.push(chunk.subarray(0, this.maxBytes - this.length));
      this.length += chunk.length;
      yield chunk;
    }
  }

  /** The bytes captured so far, at most `maxBytes`. */
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}
