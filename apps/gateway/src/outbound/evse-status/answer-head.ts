/** The beginning of a body that passes by: enough to show why it was not what was asked for. */
export class AnswerHead {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  async *capture(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of body) {
      if (this.length < this.maxBytes) this.chunks.push(chunk.subarray(0, this.maxBytes - this.length));
      this.length += chunk.length;
      yield chunk;
    }
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}
