import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvsePrices } from '#suite';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite } from '../../support/network/evse-sync-suite.js';
import { aTariff, tariffsOf } from '../../support/network/wire-prices.js';
import { aRecord } from '../../support/network/wire-records.js';

const EVSE = 'DE*AAA*E1';
/** A charging point of an operator that sends no pricing. */
const OF_NEITHER = 'DE*CCC*E1';

describe('a charging point that two operators list, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = [EVSE, 'DE*BBB*E1', OF_NEITHER].map((id) =>
      aRecord(id, { OperatorID: id.slice(0, 6) }),
    );
    await suite.start();
    await suite.firstPull();
  });
  afterAll(() => suite.close());

  /** Pulls prices. @param lists the tariff that each operator names for the charging point */
  async function pull(
    lists: Readonly<Record<string, string>>,
    operators = ['DE*AAA', 'DE*BBB'],
    evseId = EVSE,
  ): Promise<void> {
    suite.hbs.answerPrices = (operation) => ({
      status: 200,
      body: JSON.stringify(
        operation === 'products'
          ? {
              PricingProductData: operators.map((id) =>
                tariffsOf(id, [aTariff(id === 'DE*AAA' ? 'AC' : 'XX')]),
              ),
            }
          : {
              EVSEPricing: Object.entries(lists).map(([OperatorID, ProductID]) => ({
                OperatorID,
                EVSEPricing: [{ EvseID: evseId, ProviderID: '*', EvseIDProductList: [ProductID] }],
              })),
            },
      ),
    });
    const { orderedAt = '' } = await suite.rpc.call('sync.start-pricing', {});
    await eventually(async () => {
      const { state, finishedAt = '' } = await suite.rpc.call('sync.pricing', {});
      expect(state).toBe('succeeded');
      expect(Date.parse(finishedAt)).toBeGreaterThanOrEqual(Date.parse(orderedAt));
    });
  }
  const show = (evseId = EVSE): Promise<EvsePrices> => suite.rpc.call('evse.prices', { evseId });

  /** Stores what an operator lists as the release before does, which knows no further operators. */
  async function storeAsBefore(operatorKey: string, key: string, productId: string): Promise<void> {
    await suite.source.query('delete from evse.evse_pricing where operator_key = $1', [operatorKey]);
    await suite.source.query(
      `insert into evse.evse_pricing (key, operator_key, product_ids) values ($2, $1, jsonb_build_array($3::text))
       on conflict (key) do update set operator_key = excluded.operator_key, product_ids = excluded.product_ids`,
      [operatorKey, key, productId],
    );
  }
  const listStored = (): Promise<unknown> =>
    suite.source.query(
      `select operator_key, product_ids from evse.evse_pricing
       union all select operator_key, product_ids from evse.further_evse_pricing order by operator_key`,
    );

  it('has incomplete prices while both do, and again those of the one that still does', async () => {
    const ofAaa = { complete: true, operatorId: 'DE*AAA', tariffs: [{ productId: 'AC' }], findings: [] };
    await pull({ 'DE*AAA': 'AC' });
    expect(await show()).toMatchObject(ofAaa);

    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' });
    expect(await show()).toMatchObject({
      complete: false,
      operatorId: 'DE*AAA',
      tariffs: [{ productId: 'AC' }],
      findings: [{ code: 'contradictory', pointer: '/EvseID', message: expect.stringContaining('DEBBB') }],
    });
    expect((await show()).defaultPrice).toBeUndefined();

    await pull({ 'DE*AAA': 'AC' });
    expect(await show()).toMatchObject(ofAaa);
  });

  it('has those of the other operator once the first no longer lists it', async () => {
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' });
    await pull({ 'DE*BBB': 'XX' });
    expect(await show()).toMatchObject({
      complete: true,
      operatorId: 'DE*BBB',
      tariffs: [{ productId: 'XX' }],
      findings: [],
    });
  });

  it('has those of the one that stays when HBS no longer sends the other', async () => {
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' });
    const remaining = ['DE*AAA'];
    await pull({ 'DE*AAA': 'AC' }, remaining);
    await pull({ 'DE*AAA': 'AC' }, remaining);
    expect(await show()).toMatchObject({ complete: true, tariffs: [{ productId: 'AC' }], findings: [] });
  });

  it('has those of both again after the release before pulled beside this one, and this is published', async () => {
    const both = { 'DE*AAA': 'AC', 'DE*BBB': 'XX' };
    await pull(both);
    const [stored, shown] = [await listStored(), await show()];
    await storeAsBefore('DEBBB', 'DEAAAE1', 'XX');
    expect(await show()).toMatchObject({ operatorId: 'DE*BBB', findings: [] });

    suite.published.events.length = 0;
    await pull(both);
    expect(await listStored()).toEqual(stored);
    expect(await show()).toEqual({ ...shown, pulledAt: expect.any(String) });
    const changed = await eventually(() => {
      const found = suite.published.events.filter(({ type }) => type === 'pricing.changed');
      expect(found.map(({ subject }) => subject)).toContain('DE*AAA');
      return found.length;
    });
    await pull(both);
    expect(suite.published.events).toHaveLength(changed);
  });

  it('has those of the one that stays after the release before deleted the other', async () => {
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' });
    await suite.source.query(`delete from evse.operator_pricing where operator_key = 'DEBBB'`);
    await suite.source.query(`delete from evse.evse_pricing where operator_key = 'DEBBB'`);
    await pull({ 'DE*AAA': 'AC' }, ['DE*AAA']);
    expect(await show()).toMatchObject({ complete: true, tariffs: [{ productId: 'AC' }], findings: [] });
  });

  it('stays that of its first operator in the eyes of the release before while that one lists it', async () => {
    await pull({});
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' });
    await pull({ 'DE*AAA': 'DC', 'DE*BBB': 'XX' });
    expect(await suite.source.query('select operator_key, product_ids from evse.evse_pricing')).toEqual([
      { operator_key: 'DEAAA', product_ids: ['DC'] },
    ]);
  });

  it('has the same tariffs whichever of two operators that are not its own came first', async () => {
    const operators = ['DE*AAA', 'DE*BBB'];
    await pull({ 'DE*BBB': 'XX' }, operators, OF_NEITHER);
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' }, operators, OF_NEITHER);
    const ofFirst = { complete: false, operatorId: 'DE*AAA', tariffs: [{ productId: 'AC' }] };
    expect(await show(OF_NEITHER)).toMatchObject(ofFirst);
    await pull({ 'DE*AAA': 'AC' }, operators, OF_NEITHER);
    await pull({ 'DE*AAA': 'AC', 'DE*BBB': 'XX' }, operators, OF_NEITHER);
    expect(await show(OF_NEITHER)).toMatchObject(ofFirst);
  });
});
