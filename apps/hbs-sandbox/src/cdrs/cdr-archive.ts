import { Injectable } from '@nestjs/common';
import { sessionIdKey } from '#oicp';
import type { WireCdr } from './wire-cdr.js';

/** Whether the EMP acknowledged a record: `refused` is any other answer, `failed` means none. */
export type Forwarding = 'not-forwarded' | 'acknowledged' | 'refused' | 'failed';

/** A charge detail record that an operator submitted. */
export interface SubmittedCdr {
  readonly record: WireCdr;
  /** The provider of the driver. */
  readonly providerId: string;
  readonly operatorId: string;
  /** When HBS received it, milliseconds since 1970: GetChargeDetailRecords selects by this. */
  readonly receivedAt: number;
}

/** A charge detail record with the result of its forwarding. */
export interface ArchivedCdr extends SubmittedCdr {
  readonly forwarding: Forwarding;
}

/** Every charge detail record that HBS received, one per session, and what the EMP answered to it. */
@Injectable()
export class CdrArchive {
  private readonly cdrs = new Map<string, SubmittedCdr & { forwarding: Forwarding }>();

  /** Stores a record, unless its session has one: HBS accepts one per session. */
  add(cdr: SubmittedCdr): void {
    const key = sessionIdKey(cdr.record.SessionID);
    if (!this.cdrs.has(key)) this.cdrs.set(key, { ...cdr, forwarding: 'not-forwarded' });
  }

  /** Stores the result of a forwarding; an acknowledgement is final. */
  setForwarding(sessionId: string, forwarding: Forwarding): void {
    const cdr = this.cdrs.get(sessionIdKey(sessionId));
    if (cdr && cdr.forwarding !== 'acknowledged') cdr.forwarding = forwarding;
  }

  /** The record of a session, in any spelling of its SessionID. */
  find(sessionId: string): ArchivedCdr | undefined {
    return this.cdrs.get(sessionIdKey(sessionId));
  }

  /** All records, in the order in which they were submitted. */
  all(): Iterable<ArchivedCdr> {
    return this.cdrs.values();
  }
}
