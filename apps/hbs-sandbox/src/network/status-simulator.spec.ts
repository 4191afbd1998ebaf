import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SandboxSettings } from '../settings.js';
import { EvseNetwork } from './evse-network.js';
import { generateEvses, generateStatuses } from './generation/generate-evses.js';
import { NetworkDirectory } from './network-directory.js';
import { NetworkStatuses } from './network-statuses.js';
import { StatusSimulator } from './status-simulator.js';

const COUNT = 600;
const network = new EvseNetwork(generateEvses(1, COUNT));

function statusesOf({ isSnapshot }: { readonly isSnapshot: boolean }): NetworkStatuses {
  const statuses = new NetworkStatuses(new NetworkDirectory(network));
  statuses.replace(generateStatuses(1, network.all), { isSnapshot });
  return statuses;
}

function all({ now }: NetworkStatuses): ReadonlyMap<string, string | undefined> {
  return new Map([...now.keys].map((key) => [key, now.find(key)?.status]));
}

/** Charging points whose status is another after a minute. */
function changedInAMinute(statuses: NetworkStatuses, share: number): readonly string[] {
  const settings = Object.assign(new SandboxSettings(), {
    SANDBOX_SEED: 1,
    SANDBOX_STATUS_CHANGES_PER_MINUTE: share,
  });
  const life = new StatusSimulator(statuses, settings);
  const before = all(statuses);
  life.onApplicationBootstrap();
  jest.advanceTimersByTime(60_000);
  life.beforeApplicationShutdown();
  return [...all(statuses)].filter(([key, status]) => before.get(key) !== status).map(([key]) => key);
}

describe('the statuses of a generated network', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('live: the share of the settings changes within a minute', () => {
    const changed = changedInAMinute(statusesOf({ isSnapshot: false }), 0.05);
    // 30 moves; one that comes back is none.
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.length).toBeLessThanOrEqual(30);
  });

  it('stay as they are when they come from a file, or when no change is wanted', () => {
    expect(changedInAMinute(statusesOf({ isSnapshot: true }), 0.05)).toEqual([]);
    expect(changedInAMinute(statusesOf({ isSnapshot: false }), 0)).toEqual([]);
  });

  it('leave a charging point to the station that speaks for it, and those of the README to their reader', () => {
    const statuses = statusesOf({ isSnapshot: false });
    const spokenFor = network.all.slice(10, 300).filter(({ evseId }) => evseId !== '');
    for (const { evseId } of spokenFor) statuses.setStatus(evseId, 'Reserved');
    changedInAMinute(statuses, 1);
    expect(new Set(spokenFor.map(({ evseId }) => statuses.statusOf(evseId)))).toEqual(new Set(['Reserved']));
    expect(statuses.statusOf('DEABCE123451')).toBe('Available');
  });
});
