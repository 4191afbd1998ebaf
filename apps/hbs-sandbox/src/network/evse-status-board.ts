/** The values of OICP 2.3 `EVSEStatusType` that a charging station reports. */
export type VirtualEvseStatus = 'Available' | 'Occupied' | 'Reserved' | 'OutOfService';

/** Takes the statuses that charging stations report. */
export abstract class EvseStatusBoard {
  /** Reports the status of a charging point. */
  abstract setStatus(evseId: string, status: VirtualEvseStatus): void;
  /** The status of a charging point; `undefined` without one, or with one that no charging station reports. */
  abstract statusOf(evseId: string): VirtualEvseStatus | undefined;
}
