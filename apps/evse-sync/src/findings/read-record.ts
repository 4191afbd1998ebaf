import type { ReceivedEvseDataRecord, Violation } from '#oicp';

/** A record as it was read. */
export interface ReadRecord {
  readonly value: ReceivedEvseDataRecord;
  readonly violations: readonly Violation[];
}
