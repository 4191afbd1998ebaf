import { Injectable } from '@nestjs/common';
import type { OutboundOperationName } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { disturbBody, isBodyFault, PARTS } from './body-fault.js';
import { distortPage, isPageFault } from './page-fault.js';
import { Pauses } from '../time/pauses.js';
import { toFaultReply, type FaultOrder, type LostAnswer } from './fault.js';

/** A fault that applies to a call. */
export interface TakenFault {
  /** Whether the operation is carried out before the fault takes effect. */
  readonly after: boolean;
  /** Instead of the operation's own answer. */
  readonly reply: OperationReply | LostAnswer | undefined;
  /** Waits for the delay of the fault. */
  wait(): Promise<void>;
  /** Distorts the operation's own answer. @param pageBefore answers the page before this one */
  distort(answer: OperationReply, pageBefore: () => Promise<OperationReply>): Promise<OperationReply>;
}

/** A fault with calls left to apply to. */
export interface WaitingFault extends FaultOrder {
  /** Calls that it will still apply to. */
  readonly left: number;
}

/** The faults that were ordered and have calls left to apply to. */
@Injectable()
export class FaultBoard {
  private faults: (FaultOrder & { left: number })[] = [];
  /** Aborts when calls that are delayed by faults are to continue. */
  private delaying = new AbortController();

  constructor(private readonly pauses: Pauses) {}

  /** Adds a fault. */
  add(order: FaultOrder): void {
    this.faults.push({ ...order, left: order.times ?? 1 });
  }

  /** Removes all faults; calls that are being delayed continue. */
  clear(): void {
    this.faults = [];
    this.delaying.abort();
    this.delaying = new AbortController();
  }

  /** The faults, the oldest first. */
  get waiting(): readonly WaitingFault[] {
    return this.faults;
  }

  /** Takes the oldest fault that fits a call, and counts the call. */
  take(operation: OutboundOperationName, page: number | undefined): TakenFault | undefined {
    const fault = this.faults.find(
      (each) => each.operation === operation && (each.page === undefined || each.page === page),
    );
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.faults = this.faults.filter((each) => each !== fault);
    const { after = false, delayMs = 0, kind } = fault;
    const { signal } = this.delaying;
    return {
      after,
      reply: toFaultReply(fault),
      wait: () => this.pauses.for(kind === 'slow' ? 0 : delayMs, signal),
      distort: async (answer, pageBefore) => {
        if (isPageFault(kind)) return distortPage(kind, answer, pageBefore);
        if (isBodyFault(kind)) return disturbBody(kind, answer, () => this.pauses.for(delayMs / PARTS));
        return answer;
      },
    };
  }
}
