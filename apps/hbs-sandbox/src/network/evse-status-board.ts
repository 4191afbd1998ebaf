/** OICP 2.3, `EVSEStatusType`, as far as a charging station reports it. */
export type VirtualEvseStatus = 'Available' | 'Occupied' | 'Reserved' | 'OutOfService';

/** Where charging stations report their state. */
export abstract class EvseStatusBoard {
  abstract setStatus(evseId: string, status: VirtualEvseStatus): void;
  /** `undefined` for a charging point without a status, or with one that no charging station reports. */
  abstract statusOf(evseId: string): VirtualEvseStatus | undefined;
}
