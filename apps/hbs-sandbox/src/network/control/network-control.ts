import { Injectable } from '@nestjs/common';
import { evseIdKey } from '#oicp';
import { SandboxSettings } from '../../settings.js';
import { EvseNetwork } from '../evse-network.js';
import type { VirtualEvseStatus } from '../evse-status-board.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { NetworkChanges, type ChangeOrder, type ChangesMade } from '../network-changes.js';
import { loadNetwork, replaceNetwork, type NetworkSource } from '../network-source.js';
import { NetworkStatuses } from '../network-statuses.js';
import { moveStatuses } from '../status-moves.js';

const MOVES = 7;

/** The size of the network. */
export interface NetworkSummary {
  /** Charging points in a full pull. */
  readonly evses: number;
  readonly operators: number;
  /** Charging points in a status pull, by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Loads and changes the network for testers. */
@Injectable()
export class NetworkControl {
  private moves = 0;

  constructor(
    private readonly network: EvseNetwork,
    private readonly statuses: NetworkStatuses,
    private readonly changes: NetworkChanges,
    private readonly settings: SandboxSettings,
  ) {}

  /** The size of the network. */
  get summary(): NetworkSummary {
    const operators = new Set(this.network.all.map(({ operatorId }) => operatorId));
    return {
      evses: this.network.all.length,
      operators: operators.size,
      statuses: this.statuses.now.counts,
    };
  }

  /** Replaces the network. @throws {FeedFileError} and nothing is changed */
  load({ seed = this.settings.SANDBOX_SEED, ...source }: Partial<NetworkSource>): NetworkSummary {
    replaceNetwork(loadNetwork({ seed, ...source }), this.network, this.statuses);
    return this.summary;
  }

  /** Changes records. */
  change(order: ChangeOrder): ChangesMade {
    return this.changes.make(order);
  }

  /**
   * Changes the statuses of `count` random charging points, and those in `set`.
   *
   * @returns EvseIDs in `set` that are not in the network; then nothing was changed
   */
  moveStatuses(
    count: number,
    set: readonly { readonly evseId: string; readonly status: VirtualEvseStatus }[],
    seed = this.moves,
  ): readonly string[] {
    const unknown = set.filter(({ evseId }) => this.statuses.now.find(evseIdKey(evseId)) === undefined);
    if (unknown.length > 0) return unknown.map(({ evseId }) => evseId);
    this.moves += 1;
    moveStatuses(this.statuses, count, SeededRandom.of(this.settings.SANDBOX_SEED, MOVES, seed));
    for (const { evseId, status } of set) this.statuses.setStatus(evseId, status);
    return [];
  }
}
