import { Injectable } from '@nestjs/common';
import { evseIdKey } from '#oicp';

/** OICP 2.3, `EVSEStatusType`, as far as a charging station reports it. */
export type VirtualEvseStatus = 'Available' | 'Occupied' | 'Reserved' | 'OutOfService';

/** Where charging stations report their state. */
export abstract class EvseStatusBoard {
  abstract setStatus(evseId: string, status: VirtualEvseStatus): void;
  /** `undefined` if nothing was reported yet. */
  abstract statusOf(evseId: string): VirtualEvseStatus | undefined;
}

/** The last report of each. */
@Injectable()
export class LastReportedStatus extends EvseStatusBoard {
  private readonly reported = new Map<string, VirtualEvseStatus>();

  setStatus(evseId: string, status: VirtualEvseStatus): void {
    this.reported.set(evseIdKey(evseId), status);
  }

  statusOf(evseId: string): VirtualEvseStatus | undefined {
    return this.reported.get(evseIdKey(evseId));
  }
}
