import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PricingPullReply } from '#suite';
import { pullEvsePricing, pullPricingProductData } from '#oicp';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { aTariff, tariffsOf } from '../../support/network/wire-prices.js';
import { aRecord } from '../../support/network/wire-records.js';

const EVSES = ['DE*AAA*E1', 'DE*AAA*E2', 'DE*BBB*E1'];

function evses(OperatorID: string, products: Record<string, string[]>, ProviderID = '*'): object {
  const EVSEPricing = Object.entries(products).map(([EvseID, EvseIDProductList]) => ({
    EvseID,
    ProviderID,
    EvseIDProductList,
  }));
  return { OperatorID, EVSEPricing };
}

describe('prices of charging points, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica;
  /** The prices that HBS answers. */
  let hbs: { products: object[]; evses: object[] };
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = [
      ...EVSES.map((EvseID) => aRecord(EvseID, { OperatorID: EvseID.slice(0, 6) })),
      aRecord('DE*CCC*E1', { OperatorID: 'an operator of no form' }),
    ];
    replica = await suite.start();
    await suite.firstPull();
  });
  afterAll(() => suite.close());
  beforeEach(async () => {
    hbs = {
      products: [tariffsOf('DE*AAA', [aTariff('AC'), aTariff('DC')]), tariffsOf('DE*BBB', [])],
      evses: [evses('DE*AAA', { 'DE*AAA*E1': ['AC'], 'de*aaa*e2': ['AC', 'DC'] })],
    };
    serve();
    expect(await pull()).toMatchObject({ state: 'succeeded' });
    suite.published.events.length = 0;
  });

  function serve(): void {
    suite.hbs.answerPrices = (operation) => ({
      status: 200,
      body: JSON.stringify(
        operation === 'products'
          ? { PricingProductData: hbs.products, StatusCode: { Code: '000' } }
          : { EVSEPricing: hbs.evses, StatusCode: { Code: '000' } },
      ),
    });
  }

  async function pull(): Promise<PricingPullReply> {
    const { orderedAt = '' } = await suite.rpc.call('sync.start-pricing', {});
    return await eventually(async () => {
      const found = await suite.rpc.call('sync.pricing', {});
      if (found.state === 'waiting' || found.state === 'running') throw new Error(found.state);
      expect(Date.parse(found.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(orderedAt));
      return found;
    });
  }
  const pricesOf = (evseId: string) => suite.rpc.call('evse.prices', { evseId });
  /** The data of the events `pricing.changed`. */
  const changed = (): unknown[] =>
    suite.published.events.filter(({ type }) => type === 'pricing.changed').map(({ data }) => data);

  it('are requested by the two operations of HBS, for the operators whose charging points are known', async () => {
    const asked: unknown[] = [];
    suite.hbs.answerPrices = (operation, body) => {
      asked.push(
        operation === 'products' ? pullPricingProductData.read(body).value : pullEvsePricing.read(body).value,
      );
      const list = operation === 'products' ? 'PricingProductData' : 'EVSEPricing';
      return { status: 200, body: JSON.stringify({ [list]: [] }) };
    };
    await pull();
    const OperatorIDs = ['DE*AAA', 'DE*BBB'];
    expect(asked).toEqual([{ OperatorIDs }, { ProviderID: 'DE-EMP', OperatorIDs }]);
  });

  it('are the operator’s tariffs that the charging point names, or the default price', async () => {
    const prices = await pricesOf('DE*AAA*E1');
    expect(prices).toEqual({
      evseId: 'DE*AAA*E1',
      operatorId: 'DE*AAA',
      complete: true,
      tariffs: [
        {
          productId: 'AC',
          price: '0.49',
          currency: 'EUR',
          per: 'KILOWATT_HOUR',
          maxPowerKw: '22',
          always: true,
          complete: true,
          findings: [],
        },
      ],
      unknownTariffs: [],
      unreadTariffs: [],
      findings: [],
      pulledAt: expect.any(String),
    });
    expect((await pricesOf('DEAAAE2')).tariffs.map(({ productId }) => productId)).toEqual(['AC', 'DC']);
    expect(await pricesOf('DE*BBB*E1')).toMatchObject({
      complete: true,
      tariffs: [],
      defaultPrice: { price: '0.69' },
    });
    await expect(pricesOf('DE*AAA*E404')).rejects.toMatchObject({ code: 'EVSE_UNKNOWN' });
  });

  it('are exact, with their times and fees', async () => {
    suite.hbs.answerPrices = (operation) => ({
      status: 200,
      body:
        operation === 'evses'
          ? JSON.stringify({ OperatorEVSEPricing: hbs.evses })
          : JSON.stringify({
              PricingProductData: [
                tariffsOf('DE*AAA', [
                  aTariff('AC', {
                    IsValid24hours: false,
                    ProductAvailabilityTimes: [
                      { Periods: [{ begin: '08:00', end: '18:30' }], on: 'Workdays' },
                    ],
                    AdditionalReferences: [
                      {
                        AdditionalReference: 'PARKING FEE',
                        AdditionalReferenceUnit: 'MINUTE',
                        PricePerAdditionalReferenceUnit: 0.1,
                      },
                    ],
                  }),
                ]),
              ],
            }).replace('0.49', '0.1000000000000000055511151231257827'),
    });
    await pull();
    expect((await pricesOf('DE*AAA*E1')).tariffs).toEqual([
      {
        productId: 'AC',
        price: '0.1000000000000000055511151231257827',
        currency: 'EUR',
        per: 'KILOWATT_HOUR',
        maxPowerKw: '22',
        always: false,
        times: [{ on: 'Workdays', from: '08:00', to: '18:30' }],
        fees: [{ kind: 'PARKING FEE', price: '0.1', per: 'MINUTE' }],
        complete: true,
        findings: [],
      },
    ]);
  });

  it('for us alone take precedence over those for every provider, and those for another are ignored', async () => {
    hbs.products.push(
      tariffsOf('DE*AAA', [aTariff('AC', { PricePerReferenceUnit: 0.29 })], {
        ProviderID: 'DE*EMP',
        PricingDefaultPrice: 0.39,
      }),
      tariffsOf('DE*AAA', [aTariff('AC', { PricePerReferenceUnit: 9 })], { ProviderID: 'DE-FOR' }),
    );
    hbs.evses = [
      evses('DE*AAA', { 'DE*AAA*E1': ['AC'] }, 'DE-EMP'),
      evses('DE*AAA', { 'DE*AAA*E1': ['DC'], 'DE*AAA*E2': ['DC'] }),
      evses('DE*AAA', { 'DE*AAA*E2': ['AC'] }, 'DE-FOR'),
    ];
    await pull();
    expect(await pricesOf('DE*AAA*E1')).toMatchObject({ tariffs: [{ productId: 'AC', price: '0.29' }] });
    expect(await pricesOf('DE*AAA*E2')).toMatchObject({ tariffs: [{ productId: 'DC', price: '0.49' }] });
    hbs.evses = [];
    await pull();
    expect(await pricesOf('DE*AAA*E1')).toMatchObject({ tariffs: [], defaultPrice: { price: '0.39' } });
  });

  it('are published once when they change, and not when they do not', async () => {
    expect(await pull()).toMatchObject({ operators: 2, changed: 0 });
    hbs.products[0] = tariffsOf('DE*AAA', [aTariff('AC', { PricePerReferenceUnit: 0.59 })]);
    expect(await pull()).toMatchObject({ operators: 2, changed: 1 });
    await eventually(() => expect(changed()).toEqual([{ operatorId: 'DE*AAA', tariffs: 1, evses: 2 }]));
    expect((await pricesOf('DE*AAA*E1')).tariffs).toMatchObject([{ price: '0.59' }]);
  });

  it('of an operator that HBS omits once stay, and are deleted when it does so again', async () => {
    hbs = { products: [tariffsOf('DE*BBB', [])], evses: [] };
    expect(await pull()).toMatchObject({ changed: 0 });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toHaveLength(1);
    expect(await pull()).toMatchObject({ changed: 1 });
    expect(await pricesOf('DE*AAA*E1')).toMatchObject({
      complete: false,
      tariffs: [],
      findings: [{ code: 'no-price-known' }],
    });
    await eventually(() => expect(changed()).toEqual([{ operatorId: 'DE*AAA', tariffs: 0, evses: 0 }]));
  });

  it('without an ID, a price or a currency are omitted and counted, and the others stored', async () => {
    hbs.products[0] = tariffsOf('DE*AAA', [
      aTariff('AC'),
      aTariff('free', { PricePerReferenceUnit: null }),
      aTariff('nameless', { ProductID: undefined }),
      aTariff('odd', { ProductPriceCurrency: 7 }),
    ]);
    expect(await pull()).toMatchObject({ state: 'succeeded', unreadable: 3 });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toHaveLength(1);
  });

  it('that are partly unreadable are incomplete with findings, and the pull counts them', async () => {
    hbs.products[0] = tariffsOf('DE*AAA', [
      aTariff('AC', { IsValid24hours: false }),
      aTariff('DC', { PricePerReferenceUnit: '0,59' }),
    ]);
    hbs.evses = [evses('DE*AAA', { 'DE*AAA*E1': ['AC', 'DC', 'GONE'], 'DE*AAA*E2': [] })];
    const pulled = await pull();
    expect(pulled).toMatchObject({
      state: 'succeeded',
      unreadable: 1,
      incomplete: 1,
      findings: { missing: 1, unreadable: 1, 'unknown-tariff': 1, 'unread-tariff': 1, 'no-tariff-named': 1 },
    });
    const prices = await pricesOf('DE*AAA*E1');
    expect(prices).toMatchObject({
      complete: false,
      tariffs: [{ productId: 'AC', always: false, complete: false, findings: [{ code: 'missing' }] }],
      unknownTariffs: ['GONE'],
      unreadTariffs: [
        { productId: 'DC', findings: [{ code: 'unreadable', pointer: '/PricePerReferenceUnit' }] },
      ],
      findings: [{ code: 'unknown-tariff' }, { code: 'unread-tariff' }],
    });
    expect(prices.defaultPrice).toBeUndefined();
    expect(await pricesOf('DE*AAA*E2')).toMatchObject({
      complete: false,
      findings: [{ code: 'no-tariff-named' }],
    });
    expect(replica.platform.recorded.lines).toEqual(
      expect.arrayContaining([expect.objectContaining({ incomplete: 1, unreadable: 1 })]),
    );
  });

  it.each<[string, () => void]>([
    ['a NUL and half a character', () => hostile('a\0\uD800')],
    ['thousands of characters', () => hostile('x'.repeat(9_000))],
    ['numbers of an absurd size', () => hostile(1e300)],
    ['nothing but nulls', () => hostile(null)],
    ['objects', () => hostile({ a: '\0' })],
  ])('of every other operator are stored when those of one hold %s', async (_, prepare) => {
    prepare();
    expect(await pull()).toMatchObject({ state: 'succeeded', reasons: [] });
    const { tariffs } = await pricesOf('DE*AAA*E1');
    expect(tariffs).toMatchObject([{ price: '0.55' }]);
    // An entry whose OperatorID is unreadable may be of any operator.
    const codes = tariffs.flatMap(({ findings = [] }) => findings.map(({ code }) => code));
    expect(codes.filter((code) => code !== 'unattributed-entry')).toEqual([]);
  });

  /** The same value in every place of another operator’s entries, one after another. */
  function hostile(value: unknown): void {
    const everywhere = (entry: object): object[] =>
      Object.keys(entry).map((name) => Object.assign({}, entry, { [name]: value }));
    const tariffs = everywhere(
      aTariff('AC', {
        AdditionalReferences: [],
        ProductAvailabilityTimes: [{ on: value, Period: [{ begin: value, end: value }] }],
      }),
    );
    hbs.products = [
      ...everywhere(tariffsOf('DE*BBB', [])),
      tariffsOf('DE*BBB', [...tariffs, aTariff('AC', { [`x${String(value)}`]: value })]),
      tariffsOf('DE*AAA', [aTariff('AC', { PricePerReferenceUnit: 0.55 })]),
    ];
    hbs.evses = [
      ...everywhere(evses('DE*BBB', {})),
      {
        OperatorID: 'DE*BBB',
        EVSEPricing: everywhere({ EvseID: 'DE*BBB*E1', ProviderID: '*', EvseIDProductList: [value] }),
      },
      evses('DE*AAA', { 'DE*AAA*E1': ['AC'] }),
    ];
  }

  it('of an operator are not deleted while an entry without an OperatorID may be its own', async () => {
    hbs.products[0] = tariffsOf('DE*AAA', [aTariff('AC')], { OperatorID: null });
    hbs.evses = [];
    await pull();
    expect(await pull()).toMatchObject({ changed: 0, unreadable: 1 });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toHaveLength(1);
  });

  it('that PostgreSQL refuses affect only their operator, and the pull names it', async () => {
    await suite.source.query(
      `alter table evse.operator_pricing add constraint refusal
         check (operator_id <> 'DE*BBB' or 1 / jsonb_array_length(tariffs) > 0) not valid`,
    );
    hbs.products = [
      tariffsOf('DE*BBB', []),
      tariffsOf('DE*AAA', [aTariff('AC', { PricePerReferenceUnit: 0.57 })]),
    ];
    expect(await pull()).toMatchObject({
      state: 'failed',
      reasons: [{ code: 'PRICES_NOT_STORABLE', count: 1, message: expect.stringContaining('DE*BBB') }],
    });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toMatchObject([{ price: '0.57' }]);
    await suite.source.query('alter table evse.operator_pricing drop constraint refusal');
  });

  it('that the release before stored are incomplete until the next pull has read them', async () => {
    await suite.source.query(
      `update evse.operator_pricing set digest = 'of before', default_price = default_price - 'complete',
         tariffs = (select coalesce(jsonb_agg(each - 'complete' - 'findings'), '[]') from jsonb_array_elements(tariffs) each)`,
    );
    const unchecked = { complete: false, findings: [{ code: 'not-checked' }] };
    expect(await pricesOf('DE*AAA*E1')).toMatchObject({ complete: false, tariffs: [unchecked] });
    expect(await pricesOf('DE*BBB*E1')).toMatchObject({ complete: false, defaultPrice: unchecked });
    expect(await pull()).toMatchObject({ changed: 2 });
    expect(await pricesOf('DE*AAA*E1')).toMatchObject({ complete: true });
  });

  it.each([
    ['refuses', 200, '{"StatusCode":{"Code":"210"}}'],
    ['does not know the path', 404, '{"message":"no Route matched"}'],
    ['is unavailable', 503, '<html>Service unavailable</html>'],
    ['answers HTML', 200, '<html>Hello</html>'],
    ['answers nothing', 200, ''],
    ['answers something else', 200, '{"Result":true}'],
  ])('are unchanged when HBS %s, and the pull reports why', async (_, status, body) => {
    suite.hbs.answerPrices = () => ({ status, body });
    const failed = await pull();
    expect(failed).toMatchObject({ state: 'failed', reasons: [{ count: 1, message: expect.any(String) }] });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toHaveLength(1);
    expect(replica.platform.recorded.alarms()).toContain('PRICING_PULL_FAILED');
  });

  it('are pulled by a new replica once EVSE records are pulled, without a request', async () => {
    await suite.stop(replica.application);
    await suite.source.query(
      `truncate evse.pricing_run; update evse.pricing_pull set state = 'never', started_at = null`,
    );
    replica = await suite.start({ SYNC_PRICING_CRON: '0 0 29 2 *' });
    await eventually(async () =>
      expect(await suite.rpc.call('sync.pricing', {})).toMatchObject({ state: 'succeeded', operators: 2 }),
    );
  });

  it('of a pull whose replica stopped are pulled on by the next one, from its group of operators', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const answer = suite.hbs.answerPrices;
    suite.hbs.answerPrices = async (operation, body) => {
      await released;
      return await answer(operation, body);
    };
    await suite.rpc.call('sync.start-pricing', {});
    const { id } = await eventually(async () => {
      const { items } = await suite.rpc.call('sync.pricing-runs', { limit: 1 });
      expect(items[0]?.state).toBe('running');
      return items[0]!;
    });
    await suite.stop(replica.application);
    // As if its first group were stored.
    await suite.source.query(
      `update evse.pricing_run set last_operator = 'DE*AAA', operators = 1 where id = $1`,
      [id],
    );
    const asked: unknown[] = [];
    suite.hbs.answerPrices = (operation, body) => {
      if (operation === 'products') asked.push(pullPricingProductData.read(body).value.OperatorIDs);
      return answer(operation, body);
    };
    release();
    replica = await suite.start();
    await eventually(async () =>
      expect(await suite.rpc.call('sync.pricing-run', { id })).toMatchObject({ state: 'succeeded' }),
    );
    expect(asked).toEqual([['DE*BBB']]);
  });

  it('are not pulled on once the pull was cancelled, and the release before sees that it is over', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    suite.hbs.answerPrices = async () => {
      await released;
      return { status: 200, body: '{}' };
    };
    const { run } = await suite.rpc.call('sync.start-pricing', {});
    const id = run?.id ?? '';
    await eventually(async () =>
      expect(await suite.rpc.call('sync.pricing-run', { id })).toMatchObject({ state: 'running' }),
    );
    expect(await suite.rpc.call('sync.cancel-pricing-run', { id })).toMatchObject({ state: 'cancelled' });
    release();
    expect(await suite.rpc.call('sync.pricing', {})).toMatchObject({
      state: 'failed',
      reasons: [{ code: 'CANCELLED' }],
      run: { id, state: 'cancelled' },
    });
    expect((await pricesOf('DE*AAA*E1')).tariffs).toHaveLength(1);
    serve();
    const next = await pull();
    expect(next.state).toBe('succeeded');
    await expect(suite.rpc.call('sync.cancel-pricing-run', { id: next.run?.id ?? '' })).rejects.toMatchObject(
      { code: 'RUN_OVER' },
    );
  });
});
