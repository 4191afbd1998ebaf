import type { Reading } from '../../src/message.js';
import { chargeDetailRecord } from '../../src/messages/charge-detail-record.js';
import { evseDataRecord } from '../../src/types/evse-data-record.js';
import { aChargeDetailRecord, anEvseDataRecord } from '../builders.js';

/** Each violation as `code pointer`. */
export function oddities({ violations }: Reading<unknown>): readonly string[] {
  return violations.map(({ code, pointer }) => `${code} ${pointer}`);
}

export const readEvse = (update: object): ReturnType<typeof evseDataRecord.read> =>
  evseDataRecord.read(JSON.stringify(anEvseDataRecord(update)));

export const readCdr = (update: object): ReturnType<typeof chargeDetailRecord.read> =>
  chargeDetailRecord.read(JSON.stringify(aChargeDetailRecord(update)));
