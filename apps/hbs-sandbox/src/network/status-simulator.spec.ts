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
  const simulator = new StatusSimulator(statuses, settings);
  const before = all(statuses);
  simulator.onApplicationBootstrap();
  jest.advanceTimersByTime(60_000);
  simulator.beforeApplicationShutdown();
  return [...all(statuses)].filter(([key, status]) => before.get(key) !== status).map(([key]) => key);
}

describe('the statuses of a generated network of the sandbox', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('change by the share in the settings within a minute', () => {
    const changed = changedInAMinute(statusesOf({ isSnapshot: false }), 0.05);
    // 30 changes, of which some may be reverted.
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.length).toBeLessThanOrEqual(30);
  });

  it('do not change when they are from a file, or when the share is 0', () => {
    expect(changedInAMinute(statusesOf({ isSnapshot: true }), 0.05)).toEqual([]);
    expect(changedInAMinute(statusesOf({ isSnapshot: false }), 0)).toEqual([]);
  });

  it('do not change where a station reports them, nor at the charging points that the README names', () => {
    const statuses = statusesOf({ isSnapshot: false });
    const reported = network.all.slice(10, 300).filter(({ evseId }) => evseId !== '');
    for (const { evseId } of reported) statuses.setStatus(evseId, 'Reserved');
    changedInAMinute(statuses, 1);
    expect(new Set(reported.map(({ evseId }) => statuses.statusOf(evseId)))).toEqual(new Set(['Reserved']));
    expect(statuses.statusOf('DEABCE123451')).toBe('Available');
  });
});
