import type { EvseView } from '#suite';
import { distanceOf } from '../replica/earth-point.js';
import { parseStoredRecord } from '../replica/parsed-record.js';

/** When the last complete snapshot was taken: it confirms every status that it did not change. */
const CONFIRMED = `(select max(watermark) from evse.sync_run where kind = 'evse-status')`;

/** The columns of an {@link EvseRow}, from `evse.evse e` and `evse.evse_status s`. */
export const VIEW_COLUMNS = `e.key, coalesce(e.evse_id, s.evse_id) as evse_id, e.operator_id, e.operator_name, e.latitude,
  e.longitude, e.raw, s.status, greatest(s.observed_at, case when s.status is not null then ${CONFIRMED} end) as observed_at`;

/** A charging point as it is selected by {@link VIEW_COLUMNS}. */
export interface EvseRow {
  readonly key: string;
  readonly evse_id: string;
  readonly operator_id: string | null;
  readonly operator_name: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The record as HBS sent it; null where only a status is known. */
  readonly raw: string | null;
  readonly status: string | null;
  readonly observed_at: Date | null;
  /** Metres straight through the Earth to the point of a search. */
  readonly chord?: number;
}

/** A row as the API shows it; distances in metres with one decimal. */
export function toEvseView(row: EvseRow): EvseView {
  const { latitude, longitude, raw, chord } = row;
  const isPlaced = latitude !== null && longitude !== null;
  return {
    evseId: row.evse_id,
    ...(row.operator_id !== null && { operatorId: row.operator_id }),
    ...(row.operator_name !== null && { operatorName: row.operator_name }),
    ...(isPlaced && { position: { latitude, longitude } }),
    ...(chord !== undefined && { distance: Math.round(distanceOf(chord) * 10) / 10 }),
    ...(row.status !== null && { status: row.status }),
    ...(row.observed_at && { statusObservedAt: row.observed_at.toISOString() }),
    ...(raw !== null && { record: parseStoredRecord(raw) }),
  };
}
