import { Injectable } from '@nestjs/common';
import { sessionIdKey } from '#oicp';
import type { WireCdr } from './wire-cdr.js';

/** Whether the EMP said that it has a record: `refused` is any answer but yes, `failed` none at all. */
export type Forwarding = 'not-forwarded' | 'acknowledged' | 'refused' | 'failed';

export interface SubmittedCdr {
  readonly record: WireCdr;
  /** Whose driver it was. */
  readonly providerId: string;
  readonly operatorId: string;
  /** When HBS received it, milliseconds since 1970: by this GetChargeDetailRecords selects. */
  readonly receivedAt: number;
}

export interface ArchivedCdr extends SubmittedCdr {
  readonly forwarding: Forwarding;
}

/** Every charge detail record that HBS received, one per session, and what the EMP answered to it. */
@Injectable()
export class CdrArchive {
  private readonly cdrs = new Map<string, SubmittedCdr & { forwarding: Forwarding }>();

  /** Keeps a record. A session's first record stays: HBS takes one per session. */
  add(cdr: SubmittedCdr): void {
    const key = sessionIdKey(cdr.record.SessionID);
    if (!this.cdrs.has(key)) this.cdrs.set(key, { ...cdr, forwarding: 'not-forwarded' });
  }

  /** Notes what became of a forwarding; an acknowledgement is never forgotten. */
  setForwarding(sessionId: string, forwarding: Forwarding): void {
    const cdr = this.cdrs.get(sessionIdKey(sessionId));
    if (cdr && cdr.forwarding !== 'acknowledged') cdr.forwarding = forwarding;
  }

  find(sessionId: string): ArchivedCdr | undefined {
    return this.cdrs.get(sessionIdKey(sessionId));
  }

  /** In the order in which they were received by the sandbox. */
  all(): Iterable<ArchivedCdr> {
    return this.cdrs.values();
  }
}
