import { Injectable } from '@nestjs/common';
import { SandboxSettings } from '../settings.js';
import type { VirtualEvse } from './virtual-evse.js';
import { EvseNetwork } from './evse-network.js';
import { SeededRandom } from '../random/seeded-random.js';
import { draw } from './generation/draw.js';
import { generateEvse, generateStatus } from './generation/generate-evses.js';
import { NetworkStatuses } from './network-statuses.js';

const CHANGES = 5;
/** Index of the first charging point added later: far beyond any generated network. */
const FIRST_NEW = 10_000_000;

/** How many records operators change. */
export interface ChangeOrder {
  /** New records. */
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
  /** Records inserted again after they were deleted. */
  readonly restore: number;
  /** The same seed makes the same changes to the same network; by default they differ at each call. */
  readonly seed?: number;
}

/** EvseIDs of the records that were changed; an empty text for a record without one. */
export interface ChangesMade {
  readonly inserted: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  readonly restored: readonly string[];
}

/** Lets operators upload, change and delete charging points. */
@Injectable()
export class NetworkChanges {
  private added = 0;

  constructor(
    private readonly network: EvseNetwork,
    private readonly statuses: NetworkStatuses,
    private readonly settings: SandboxSettings,
  ) {}

  /** Deletes, then updates of the rest, then restores and inserts, so that no charging point is changed twice. */
  make(order: ChangeOrder): ChangesMade {
    const random = SeededRandom.of(this.settings.SANDBOX_SEED, CHANGES, order.seed ?? this.network.version);
    const restored = draw(this.network.gone, order.restore, random);
    const deleted = draw(this.network.all, order.delete, random);
    for (const evse of deleted) this.delete(evse);
    const updated = draw(this.network.all, order.update, random);
    for (const evse of updated) this.network.update(evse);
    for (const evse of restored) this.insert(evse);
    const inserted = Array.from({ length: order.insert }, () => this.nextEvse());
    for (const evse of inserted) this.insert(evse);
    return {
      inserted: idsOf(inserted),
      updated: idsOf(updated),
      deleted: idsOf(deleted),
      restored: idsOf(restored),
    };
  }

  private nextEvse(): VirtualEvse {
    this.added += 1;
    return generateEvse(this.settings.SANDBOX_SEED, FIRST_NEW + this.added);
  }

  private insert(evse: VirtualEvse): void {
    this.network.insert(evse);
    const { evseId, operatorId, operatorName } = evse;
    if (evseId === '') return;
    const status = generateStatus(this.settings.SANDBOX_SEED, this.network.version, evseId);
    this.statuses.now.add({ evseId, status }, { operatorId, operatorName });
  }

  private delete(evse: VirtualEvse): void {
    this.network.delete(evse);
    if (evse.evseId !== '') this.statuses.now.remove(evse.identity);
  }
}

function idsOf(evses: readonly VirtualEvse[]): readonly string[] {
  return evses.map(({ evseId }) => evseId);
}
