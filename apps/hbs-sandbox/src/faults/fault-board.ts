import { Injectable } from '@nestjs/common';
import type { OutboundOperationName } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { disturbBody, isBodyFault, PARTS } from './body-fault.js';
import { distortPage, isPageFault } from './page-fault.js';
import { Pauses } from '../time/pauses.js';
import { toFaultReply, type FaultOrder, type LostAnswer } from './fault.js';

/** A fault that has met its call. */
export interface TakenFault {
  /** Whether the operation is carried out before the fault shows. */
  readonly after: boolean;
  /** Instead of the operation's own answer. */
  readonly reply: OperationReply | LostAnswer | undefined;
  wait(): Promise<void>;
  /** What becomes of the operation's own answer. `pageBefore` asks for the page before this one. */
  distort(answer: OperationReply, pageBefore: () => Promise<OperationReply>): Promise<OperationReply>;
}

export interface WaitingFault extends FaultOrder {
  /** Calls it will still meet. */
  readonly left: number;
}

/** The faults that were ordered and have not met all their calls. */
@Injectable()
export class FaultBoard {
  private faults: (FaultOrder & { left: number })[] = [];
  /** Aborts when the calls that faults hold are to go on. */
  private holding = new AbortController();

  constructor(private readonly pauses: Pauses) {}

  add(order: FaultOrder): void {
    this.faults.push({ ...order, left: order.times ?? 1 });
  }

  /** No fault meets another call, and calls that one holds back go on at once. */
  clear(): void {
    this.faults = [];
    this.holding.abort();
    this.holding = new AbortController();
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
    const { signal } = this.holding;
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
