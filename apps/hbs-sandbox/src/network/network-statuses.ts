import { Injectable } from '@nestjs/common';
import { evseIdKey } from '#oicp';
import { EvseDirectory } from './evse-directory.js';
import { EvseStatusBoard, type VirtualEvseStatus } from './evse-status-board.js';
import { Statuses } from './statuses.js';

const REPORTED: readonly string[] = [
  'Available',
  'Occupied',
  'Reserved',
  'OutOfService',
] satisfies VirtualEvseStatus[];

/** The current statuses: generated or from a file, and changed by what charging stations report. */
@Injectable()
export class NetworkStatuses extends EvseStatusBoard {
  private current = new Statuses([]);
  private snapshot = false;
  private readonly byStations = new Set<string>();

  constructor(private readonly directory: EvseDirectory) {
    super();
  }

  /** The current statuses. */
  get now(): Statuses {
    return this.current;
  }

  /** Whether they were read from a file, so that the simulator does not change them. */
  get isSnapshot(): boolean {
    return this.snapshot;
  }

  /** Replaces all statuses, including those that charging stations reported. */
  replace(statuses: Statuses, { isSnapshot }: { readonly isSnapshot: boolean }): void {
    this.current = statuses;
    this.snapshot = isSnapshot;
    this.byStations.clear();
  }

  /** Reports the status of a charging point. One that is not in the network is ignored. */
  setStatus(evseId: string, status: VirtualEvseStatus): void {
    const key = evseIdKey(evseId);
    this.byStations.add(key);
    if (this.current.set(key, status)) return;
    const evse = this.directory.find(key);
    if (!evse) return;
    const { operatorId } = evse;
    this.current.add({ evseId: evse.evseId, status }, { operatorId, operatorName: undefined });
  }

  /** The status of a charging point, if it is one that charging stations report. */
  statusOf(evseId: string): VirtualEvseStatus | undefined {
    const status = this.current.find(evseIdKey(evseId))?.status;
    return REPORTED.includes(status ?? '') ? (status as VirtualEvseStatus) : undefined;
  }

  /** Whether a virtual charging station has reported a status of this charging point: nothing else changes it then. */
  isReported(key: string): boolean {
    return this.byStations.has(key);
  }
}
