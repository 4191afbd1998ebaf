import { request } from 'undici';
import type {
  CallLedger,
  CdrCounts,
  CdrsView,
  FaultOrder,
  SwipeResult,
} from '../../../apps/hbs-sandbox/src/control-api.js';

/** The control API of the sandbox, as a soak uses it. */
export class SandboxControl {
  constructor(private readonly url: string) {}

  async send(order: { count: number; ratePerSecond: number; seed: string }): Promise<void> {
    await this.ask('POST', 'cdrs', order);
  }

  /** Makes calls of an operation fail. */
  async order(fault: FaultOrder): Promise<void> {
    await this.ask('POST', 'faults', fault);
  }

  /** Holds a card to a charging point; the car charges after an Authorized. */
  swipe(uid: string, evseId: string): Promise<SwipeResult> {
    return this.ask('POST', 'swipe', { uid, evseId });
  }

  counts(): Promise<CdrCounts> {
    return this.ask('GET', 'cdrs/counts');
  }

  cdrs(): Promise<CdrsView> {
    return this.ask('GET', 'cdrs');
  }

  /** Counts of calls by operation, as HBS counts them. */
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
