import { readEvses, readStatuses } from './feed-file.js';
import type { VirtualEvse } from './virtual-evse.js';
import { EvseNetwork } from './evse-network.js';
import { generateEvses, generateStatuses } from './generation/generate-evses.js';
import { NetworkStatuses } from './network-statuses.js';
import type { Statuses } from './statuses.js';

/** What a network is made of: a seed and a number, or files. */
export interface NetworkSource {
  readonly seed: number;
  /** Generated charging points. */
  readonly evses?: number | undefined;
  /** Instead of generated ones. */
  readonly dataFile?: string | undefined;
  readonly statusFile?: string | undefined;
}

/** Reads all before anything is changed. Without charging points of its own a source exchanges the statuses alone. */
export function loadNetwork({ seed, evses: count, dataFile, statusFile }: NetworkSource): LoadedNetwork {
  const evses =
    dataFile === undefined
      ? count === undefined
        ? undefined
        : generateEvses(seed, count)
      : readEvses(dataFile);
  return { seed, evses, snapshot: statusFile === undefined ? undefined : readStatuses(statusFile) };
}

export interface LoadedNetwork {
  readonly seed: number;
  readonly evses: readonly VirtualEvse[] | undefined;
  readonly snapshot: Statuses | undefined;
}

/** Puts a loaded network in the place of the one that is served. */
export function replaceNetwork(
  { seed, evses, snapshot }: LoadedNetwork,
  network: EvseNetwork,
  statuses: NetworkStatuses,
): void {
  if (evses) network.replace(evses);
  if (snapshot) statuses.replace(snapshot, { isSnapshot: true });
  else if (evses) statuses.replace(generateStatuses(seed, network.all), { isSnapshot: false });
}
