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

/** The statuses as they are just now: generated or of a file, moved by what charging stations report. */
@Injectable()
export class NetworkStatuses extends EvseStatusBoard {
  private current = new Statuses([]);
  private snapshot = false;
  private readonly byStations = new Set<string>();

  constructor(private readonly directory: EvseDirectory) {
    super();
  }

  get now(): Statuses {
    return this.current;
  }

  /** Whether they were read from a file, and so are to stay as they stand there. */
  get isSnapshot(): boolean {
    return this.snapshot;
  }

  /** Others take the place of all that was, reports included. */
  replace(statuses: Statuses, { isSnapshot }: { readonly isSnapshot: boolean }): void {
    this.current = statuses;
    this.snapshot = isSnapshot;
    this.byStations.clear();
  }

  setStatus(evseId: string, status: VirtualEvseStatus): void {
    const key = evseIdKey(evseId);
    this.byStations.add(key);
    if (this.current.set(key, status)) return;
    const evse = this.directory.find(key);
    if (!evse) return;
    const { operatorId } = evse;
    this.current.add({ evseId: evse.evseId, status }, { operatorId, operatorName: undefined });
  }

  statusOf(evseId: string): VirtualEvseStatus | undefined {
    const status = this.current.find(evseIdKey(evseId))?.status;
    return REPORTED.includes(status ?? '') ? (status as VirtualEvseStatus) : undefined;
  }

  /** Whether a charging station of ours has spoken for this charging point: nothing else moves it then. */
  isReported(key: string): boolean {
    return this.byStations.has(key);
  }
}
