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

export interface NetworkSummary {
  /** Charging points that a full pull brings. */
  readonly evses: number;
  readonly operators: number;
  /** Charging points that a status pull brings, by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What a tester does to the network. */
@Injectable()
export class NetworkControl {
  private moves = 0;

  constructor(
    private readonly network: EvseNetwork,
    private readonly statuses: NetworkStatuses,
    private readonly changes: NetworkChanges,
    private readonly settings: SandboxSettings,
  ) {}

  get summary(): NetworkSummary {
    const operators = new Set(this.network.all.map(({ operatorId }) => operatorId));
    return {
      evses: this.network.all.length,
      operators: operators.size,
      statuses: this.statuses.now.counts,
    };
  }

  /** @throws {FeedFileError} */
  load({ seed = this.settings.SANDBOX_SEED, ...source }: Partial<NetworkSource>): NetworkSummary {
    replaceNetwork(loadNetwork({ seed, ...source }), this.network, this.statuses);
    return this.summary;
  }

  change(order: ChangeOrder): ChangesMade {
    return this.changes.make(order);
  }

  /** Answers the EvseIDs that are not in the network, in which case nothing was moved. */
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
