import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OutboundOperationName } from '#oicp';
import type { HbsReply } from '../hbs/hbs-operation.js';
import { disturbed, isBodyFault, PARTS } from './body-fault.js';
import { distorted, isPageFault } from './page-fault.js';
import { replyOf, type FaultOrder, type Lost } from './fault.js';

/** A fault that has met its call. */
export interface TakenFault {
  /** Whether the operation is carried out before the fault shows. */
  readonly after: boolean;
  /** Instead of the operation's own answer. */
  readonly reply: HbsReply | Lost | undefined;
  wait(): Promise<void>;
  /** What becomes of the operation's own answer. `pageBefore` asks for the page before this one. */
  distort(answer: HbsReply, pageBefore: () => Promise<HbsReply>): Promise<HbsReply>;
}

export interface WaitingFault extends FaultOrder {
  /** Calls it will still meet. */
  readonly left: number;
}

/** The faults that were ordered and have not met all their calls. */
@Injectable()
export class FaultBoard implements BeforeApplicationShutdown {
  private faults: (FaultOrder & { left: number })[] = [];
  private readonly ending = new AbortController();

  add(order: FaultOrder): void {
    this.faults.push({ ...order, left: order.times ?? 1 });
  }

  clear(): void {
    this.faults = [];
  }

  get waiting(): readonly WaitingFault[] {
    return this.faults;
  }

  /** The oldest fault that fits the call; it counts as met. */
  take(operation: OutboundOperationName, page: number | undefined): TakenFault | undefined {
    const fault = this.faults.find(
      (each) => each.operation === operation && (each.page === undefined || each.page === page),
    );
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.faults = this.faults.filter((each) => each !== fault);
    const { after = false, delayMs = 0, kind } = fault;
    return {
      after,
      reply: replyOf(fault),
      wait: () => this.pass(kind === 'slow' ? 0 : delayMs),
      distort: async (answer, pageBefore) => {
        if (isPageFault(kind)) return distorted(kind, answer, pageBefore);
        if (isBodyFault(kind)) return disturbed(kind, answer, () => this.pass(delayMs / PARTS));
        return answer;
      },
    };
  }

  /** Nobody waits for a late answer when the sandbox ends. */
  beforeApplicationShutdown(): void {
    this.ending.abort();
  }

  private async pass(delayMs: number): Promise<void> {
    if (delayMs === 0 || this.ending.signal.aborted) return;
    await sleep(delayMs, undefined, { signal: this.ending.signal }).catch((error: unknown) => {
      if (!this.ending.signal.aborted) throw error;
    });
  }
}
