import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RpcRefusal } from '#messaging';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { evsePageReply, type WireOperator } from '../../support/network/fake-hbs-network.js';

/** Thirty operators with two EVSEs each. */
function network(status: string): WireOperator[] {
  return Array.from({ length: 30 }, (_, index) => ({
    OperatorID: `DE*${100 + index}`,
    EvseStatusRecord: [1, 2].map((each) => ({ EvseID: `DE*${100 + index}*E${each}`, EvseStatus: status })),
  }));
}

describe('statuses of EVSEs, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    replica = await suite.start();
  });
  afterAll(() => suite.close());
  beforeEach(async () => {
    suite.hbs.streamStatuses = () => suite.hbs.wholeStream();
    suite.hbs.operators = network('Available');
    expect(await suite.pullStatus()).toMatchObject({ state: 'succeeded' });
  });

  async function count(status: string): Promise<number> {
    const rows = await suite.source.query<unknown[]>('select from evse.evse_status where status = $1', [
      status,
    ]);
    return rows.length;
  }

  it.each(['breaks off', 'ends without its last chunk'])(
    'of a stream that %s change nothing',
    async (how) => {
      suite.hbs.operators = network('Occupied').slice(0, 6);
      suite.hbs.streamStatuses = async function* cut(this: void) {
        let chunks = 0;
        for await (const chunk of suite.hbs.wholeStream()) {
          chunks += 1;
          if (chunks === 2 && how === 'breaks off') throw new Error('cut off');
          if (chunk.about.part !== 'end') yield chunk;
        }
      };
      expect(await suite.pullStatus()).toMatchObject({ state: 'failed' });
      expect(await count('Available')).toBe(60);
    },
  );

  it('that HBS refuses are reported by the name of the operation, in the run and in the alarm', async () => {
    const { about, bytes } = evsePageReply({
      status: 200,
      body: '{"Result":false,"StatusCode":{"Code":"210"}}',
    });
    suite.hbs.streamStatuses = async function* refused(this: void) {
      yield await Promise.resolve({ about: { part: 'answer' as const, reply: about }, bytes });
    };
    const { id, reasons } = await suite.pullStatus();
    expect(reasons).toEqual([
      { code: 'HBS_REFUSED', message: expect.stringMatching(/^eRoamingPullEVSEStatus was refused with 210/) },
    ]);
    const alarm = replica.platform.recorded.lines.findLast(({ code }) => code === 'SYNC_RUN_FAILED');
    expect(alarm).toMatchObject({ runId: id, kind: 'evse-status', mode: 'full', reasons });
  });

  it('are pulled as soon as the limit of HBS allows it, and not requested before', async () => {
    suite.hbs.operators = network('Occupied');
    const asked: number[] = [];
    suite.hbs.streamStatuses = async function* limited(this: void) {
      asked.push(performance.now());
      const [first = 0] = asked;
      // Sooner than was promised: timers may be early.
      if (performance.now() - first < 1_300)
        throw new RpcRefusal('HBS_LIMIT_REACHED', 'not now', { retryAfterMs: 1_500 });
      yield* suite.hbs.wholeStream();
    };
    expect(await suite.pullStatus()).toMatchObject({ state: 'succeeded' });
    expect(await count('Occupied')).toBe(60);
    expect(asked).toHaveLength(2);
  });

  it('of a suspiciously small snapshot are updated, but none is removed', async () => {
    suite.hbs.operators = network('Occupied').slice(0, 5);
    const run = await suite.pullStatus();
    expect(run).toMatchObject({
      reasons: [{ code: 'DELETION_WITHHELD' }],
      counts: { updated: 10, deleted: 0 },
    });
    expect([await count('Occupied'), await count('Available')]).toEqual([10, 50]);
  });

  it('that a snapshot repeats have their last value', async () => {
    const twice = { EvseID: 'de100e1', EvseStatus: 'OutOfService' };
    suite.hbs.operators = [...network('Available'), { OperatorID: 'DE*100', EvseStatusRecord: [twice] }];
    expect(await suite.pullStatus()).toMatchObject({ counts: { repeated: 1, updated: 1, unchanged: 59 } });
    expect(await count('OutOfService')).toBe(1);
  });

  it('are pulled by EvseID, and replace those of the snapshot', async () => {
    suite.hbs.operators = network('Reserved');
    const { statuses } = await suite.rpc.call('evse.refresh-status', { evseIds: ['DE100E1', 'DE*404*E1'] });
    expect(statuses).toMatchObject([{ evseId: 'DE*100*E1', status: 'Reserved' }]);
    expect(await suite.rpc.call('evse.get', { evseId: 'DE*100*E1' })).toMatchObject({ status: 'Reserved' });
    expect([await count('Reserved'), await count('Available')]).toEqual([1, 59]);
    await expect(suite.rpc.call('evse.refresh-status', { evseIds: ['?'] })).rejects.toMatchObject({
      code: 'EVSE_ID_INVALID',
    });
  });
});
