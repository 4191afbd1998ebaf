import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvsePrices } from '#suite';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite } from '../../support/network/evse-sync-suite.js';
import { aTariff, tariffsOf } from '../../support/network/wire-prices.js';
import { aRecord } from '../../support/network/wire-records.js';

const EVSE = 'DE*AAA*E1';

describe('a charging point that two operators list, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = [EVSE, 'DE*BBB*E1'].map((id) => aRecord(id, { OperatorID: id.slice(0, 6) }));
    await suite.start();
    await suite.firstPull();
  });
  afterAll(() => suite.close());

  /** Pulls prices. @param lists the tariff that each operator names for the charging point */
  async function pull(
    lists: Readonly<Record<string, string>>,
    operators = ['DE*AAA', 'DE*BBB'],
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
                EVSEPricing: [{ EvseID: EVSE, ProviderID: '*', EvseIDProductList: [ProductID] }],
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
  const show = (): Promise<EvsePrices> => suite.rpc.call('evse.prices', { evseId: EVSE });

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
});
