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
    for (const [key, powers, Plugs] of [
      ['DEABCE1', [11, 22], ['Type 2 Outlet']],
      ['DEABCE2', [], ['Type 2 Outlet']],
      ['DEABCE3', [3_750], ['MCS']],
      ['DEABCE5', [22, 50_000], ['CCS Combo 2 Plug (Cable Attached)']],
    ] as const) {
      const record = JSON.stringify({ Plugs, ChargingFacilities: powers.map((Power) => ({ Power })) });
      await source.query(
        `insert into evse.evse (key, evse_id, operator_key, plugs, max_power_kw, authentication_modes, raw, digest, changed_at)
         values ($1, $1, 'DEABC', $2, $3, '{}', $4, '', now())`,
        [key, Plugs, Math.max(0, ...powers), record],
      );
    }
  });
  afterAll(() => database.drop());

  it('is answered for each known EVSE, in the spelling of the request', async () => {
    const evseIds = ['de*abc*e*1', 'DE*ABC*E2', 'DE*ABC*E3', 'DE*ABC*E4', 'DE*ABC*E5', 'no EVSE'];
    expect(await new EvsePowersRpcHandlers(source).powers({ evseIds })).toEqual({
      evses: [
        { evseId: 'de*abc*e*1', maxPowerKw: 22, hasMegawattPlug: false },
        { evseId: 'DE*ABC*E2', maxPowerKw: undefined, hasMegawattPlug: false },
        { evseId: 'DE*ABC*E3', maxPowerKw: 3_750, hasMegawattPlug: true },
        { evseId: 'DE*ABC*E5', maxPowerKw: undefined, hasMegawattPlug: false },
      ],
    });
  });
});
