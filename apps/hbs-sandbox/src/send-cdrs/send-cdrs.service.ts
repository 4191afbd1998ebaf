import { Injectable } from '@nestjs/common';
import { alterCdr } from '../cdrs/alter-cdr.js';
import { CdrArchive, type SubmittedCdr } from '../cdrs/cdr-archive.js';
import { CdrForwarder } from '../cdrs/cdr-forwarder.js';
import { generateCdr } from '../cdrs/generate-cdr.js';
import { Pauses } from '../time/pauses.js';
import type { CdrBatch } from './cdr-batch.js';

const TICK_MS = 5;
const DAY_MS = 24 * 60 * 60_000;

/** Submits records at a steady rate, independently of the EMP's answers. */
@Injectable()
export class SendCdrsService {
  private unfinished = 0;

  constructor(
    private readonly archive: CdrArchive,
    private readonly forwarder: CdrForwarder,
    private readonly pauses: Pauses,
  ) {}

  /** Count of records that were ordered and have no result yet. */
  get sending(): number {
    return this.unfinished;
  }

  /** Begins to submit a batch; returns at once. */
  start(batch: CdrBatch): void {
    this.unfinished += batch.count;
    void this.run(batch);
  }

  private async run(batch: CdrBatch): Promise<void> {
    const began = performance.now();
    for (let sent = 0; sent < batch.count && !this.pauses.ended;) {
      const elapsed = performance.now() - began;
      const due = Math.min(batch.count, 1 + Math.floor((elapsed * batch.ratePerSecond) / 1_000));
      for (; sent < due; sent += 1) void this.submit(batch, sent).finally(() => (this.unfinished -= 1));
      await this.pauses.for(TICK_MS);
    }
  }

  private async submit(batch: CdrBatch, index: number): Promise<void> {
    const cdr = toSubmittedCdr(batch, index);
    this.archive.add(cdr);
    if (!batch.forward) return;
    const text = JSON.stringify(cdr.record);
    const copies = batch.copies === 'twice' ? [text, alterCdr(cdr.record, batch.alter)] : [text];
    await Promise.all(copies.map((copy) => this.forwarder.forward(cdr, copy)));
  }
}

function toSubmittedCdr(batch: CdrBatch, index: number): SubmittedCdr {
  const { seed, evseId, operatorId, providerId, uid, until, spreadDays, count } = batch;
  const endedAt = until - Math.round((spreadDays * DAY_MS * (count - 1 - index)) / Math.max(1, count - 1));
  const record = generateCdr({ seed: `${seed}/${index}`, evseId, providerId, uid, endedAt });
  return { record, operatorId, providerId, receivedAt: spreadDays > 0 ? endedAt : Date.now() };
}
