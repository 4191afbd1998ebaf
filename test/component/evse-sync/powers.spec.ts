import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { EvsePowersRpcHandlers } from '../../../apps/evse-sync/src/search/evse-powers.rpc-handlers.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

describe('the power of EVSEs in the replica, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(evseSyncDatabase);
    for (const [key, power, plugs] of [
      ['DEABCE1', 22, ['Type 2 Outlet']],
      ['DEABCE2', null, ['Type 2 Outlet']],
      ['DEABCE3', 3_750, ['MCS']],
    ] as const)
      await source.query(
        `insert into evse.evse (key, evse_id, operator_key, plugs, max_power_kw, authentication_modes, raw, digest, changed_at)
         values ($1, $1, 'DEABC', $2, $3, '{}', '{}', '', now())`,
        [key, plugs, power],
      );
  });
  afterAll(() => database.drop());

  it('is answered for each known EVSE, in the spelling of the request', async () => {
    const evseIds = ['de*abc*e*1', 'DE*ABC*E2', 'DE*ABC*E3', 'DE*ABC*E4', 'no EVSE'];
    expect(await new EvsePowersRpcHandlers(source).powers({ evseIds })).toEqual({
      evses: [
        { evseId: 'de*abc*e*1', maxPowerKw: 22, hasMegawattPlug: false },
        { evseId: 'DE*ABC*E2', maxPowerKw: undefined, hasMegawattPlug: false },
        { evseId: 'DE*ABC*E3', maxPowerKw: 3_750, hasMegawattPlug: true },
      ],
    });
  });
});
