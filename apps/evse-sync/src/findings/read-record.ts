import type { ReceivedEvseDataRecord, Violation } from '#oicp';

/** A record with the violations found in it. */
export interface ReadRecord {
  readonly value: ReceivedEvseDataRecord;
  readonly violations: readonly Violation[];
}
