import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { EvseNetwork } from './evse-network.js';
import { generateEvse, generateEvses } from './generation/generate-evses.js';
import type { WireRecord } from './wire-record.js';

const SEED = 5;

/** A replica of an EMP that applies the changes of each pull. */
class Replica {
  readonly records = new Map<string, WireRecord>();

  apply(network: EvseNetwork, lastCall: number): void {
    for (const { evse, deltaType } of network.since(lastCall)) {
      if (deltaType === 'delete') this.records.delete(evse.identity);
      else this.records.set(evse.identity, evse.record);
    }
  }
}

function fullPull(network: EvseNetwork): ReadonlyMap<string, WireRecord> {
  return new Map(network.all.map((evse) => [evse.identity, evse.record]));
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('insert', 'update', 'delete', 'replace', 'pull'),
    pick: fc.nat(60),
  }),
  { maxLength: 40 },
);

describe('the charging network of the sandbox', () => {
  it('gives by any sequence of deltas the same as by one full pull', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let now = 1_000;
        const network = new EvseNetwork(generateEvses(SEED, 20), () => now);
        const replica = new Replica();
        let lastCall = 0;
        for (const { kind, pick } of taken) {
          now += 1;
          const [one] = network.all.slice(pick % Math.max(1, network.all.length));
          if (kind === 'insert') {
            const evse = generateEvse(SEED, pick);
            if (!network.find(evse.identity)) network.insert(evse);
          } else if (kind === 'replace') network.replace(generateEvses(SEED, pick % 25));
          else if (kind === 'pull') {
            replica.apply(network, lastCall);
            lastCall = now;
          } else if (one && kind === 'update') network.update(one);
          else if (one) network.delete(one);
        }
        replica.apply(network, lastCall);
        expect(replica.records).toEqual(fullPull(network));
      }),
      { numRuns: 150 },
    );
  });

  it('has the last record of an EvseID that is uploaded twice', () => {
    const [first, second] = [generateEvse(SEED, 8), generateEvse(SEED, 8)];
    expect(new EvseNetwork([first, second]).all).toEqual([second]);
  });

  it('omits in a delta a charging point that was inserted and deleted since', () => {
    let now = 1_000;
    const network = new EvseNetwork([], () => now);
    now = 2_000;
    const evse = generateEvse(SEED, 1);
    network.insert(evse);
    network.delete(evse);
    expect(network.since(1_500)).toEqual([]);
  });
});
