import type { Bulkhead } from '../map/definitions.js';
import { RpcError } from './rpc-error.js';

/** Limits the calls that a process has in flight in each bulkhead to its `maxPending`. */
export class BulkheadSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly bulkheads: Readonly<Record<string, Bulkhead>>) {}

  /** @throws {RpcError} OVERLOADED at once when the bulkhead is full: waiting would only make it fuller */
  async within<T>(bulkhead: string, call: string, work: () => Promise<T>): Promise<T> {
    const most = this.bulkheads[bulkhead]?.maxPending ?? 0;
    const count = this.taken.get(bulkhead) ?? 0;
    if (count >= most)
      throw new RpcError(
        'OVERLOADED',
        call,
        `${most} calls of ${bulkhead} are in flight, as many as are allowed`,
      );
    this.taken.set(bulkhead, count + 1);
    try {
      return await work();
    } finally {
      this.taken.set(bulkhead, (this.taken.get(bulkhead) ?? 1) - 1);
    }
  }
}
