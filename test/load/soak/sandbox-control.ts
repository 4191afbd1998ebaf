import { request } from 'undici';
import type { CallLedger } from '../../../apps/hbs-sandbox/src/calls/call-ledger.js';
import type { FaultOrder } from '../../../apps/hbs-sandbox/src/faults/fault.js';
import type { CdrCounts, CdrsView } from '../../../apps/hbs-sandbox/src/send-cdrs/cdrs.controller.js';
import type { SwipeResult } from '../../../apps/hbs-sandbox/src/swipe/swipe.service.js';

/** What the sandbox is told and asked in a soak. */
export class SandboxControl {
  constructor(private readonly url: string) {}

  async send(order: { count: number; ratePerSecond: number; seed: string }): Promise<void> {
    await this.ask('POST', 'cdrs', order);
  }

  /** From now on calls of an operation go wrong in this way. */
  async order(fault: FaultOrder): Promise<void> {
    await this.ask('POST', 'faults', fault);
  }

  /** A card is shown to a charging point; the car charges after a yes. */
  swipe(uid: string, evseId: string): Promise<SwipeResult> {
    return this.ask('POST', 'swipe', { uid, evseId });
  }

  counts(): Promise<CdrCounts> {
    return this.ask('GET', 'cdrs/counts');
  }

  cdrs(): Promise<CdrsView> {
    return this.ask('GET', 'cdrs');
  }

  /** How often each operation was called, by HBS's own count. */
  calls(): Promise<CallLedger['counts']> {
    return this.ask('GET', 'calls');
  }

  private async ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.url}/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`the sandbox refused ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}
