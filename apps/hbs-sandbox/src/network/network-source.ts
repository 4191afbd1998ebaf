import { readEvses, readStatuses } from './feed-file.js';
import type { VirtualEvse } from './virtual-evse.js';
import { EvseNetwork } from './evse-network.js';
import { generateEvses, generateStatuses } from './generation/generate-evses.js';
import { NetworkStatuses } from './network-statuses.js';
import type { Statuses } from './statuses.js';

/** The source of a network: a seed and a count, or files. */
export interface NetworkSource {
  readonly seed: number;
  /** Count of generated charging points. */
  readonly evses?: number | undefined;
  /** Path of a file with charging points, instead of generated ones. */
  readonly dataFile?: string | undefined;
  /** Path of a file with statuses, instead of generated ones. */
  readonly statusFile?: string | undefined;
}

/** Loads a network, or only statuses where the source names no charging points. @throws {FeedFileError} */
export function loadNetwork({ seed, evses: count, dataFile, statusFile }: NetworkSource): LoadedNetwork {
  const evses =
    dataFile === undefined
      ? count === undefined
        ? undefined
        : generateEvses(seed, count)
      : readEvses(dataFile);
  return { seed, evses, snapshot: statusFile === undefined ? undefined : readStatuses(statusFile) };
}

/** A loaded network. */
export interface LoadedNetwork {
  readonly seed: number;
  readonly evses: readonly VirtualEvse[] | undefined;
  readonly snapshot: Statuses | undefined;
}

/** Replaces the network that is served by a loaded one. */
export function replaceNetwork(
  { seed, evses, snapshot }: LoadedNetwork,
  network: EvseNetwork,
  statuses: NetworkStatuses,
): void {
  if (evses) network.replace(evses);
  if (snapshot) statuses.replace(snapshot, { isSnapshot: true });
  else if (evses) statuses.replace(generateStatuses(seed, network.all), { isSnapshot: false });
}
