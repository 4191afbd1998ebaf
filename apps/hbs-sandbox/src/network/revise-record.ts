import type { WireRecord } from './wire-record.js';

const MODES = [
  ['NFC RFID Classic', 'REMOTE'],
  ['NFC RFID Classic', 'NFC RFID DESFire', 'REMOTE'],
  ['NFC RFID Classic', 'PnC', 'REMOTE'],
] as const;

/** A record after `revision` changes by its operator: each revision differs. @param at milliseconds since 1970 */
export function reviseRecord(record: WireRecord, revision: number, at: number): WireRecord {
  return {
    ...record,
    lastUpdate: new Date(at).toISOString(),
    AuthenticationModes: MODES[revision % MODES.length],
    AdditionalInfo: [{ lang: 'en', value: `Revision ${revision}` }],
  };
}
