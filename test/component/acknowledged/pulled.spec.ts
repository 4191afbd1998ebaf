import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PricingPullReply } from '#suite';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { aRecord } from '../../support/network/wire-records.js';
import {
  evseDataRecords,
  evsePricings,
  evseStatuses,
  pricingProducts,
} from '../../support/odd-payloads/inbound-payloads.js';
import { sampleTexts } from '../../support/odd-payloads/sampled.js';

/** Payloads of each kind; more in a soak. */
const PAYLOADS = Number(process.env['ODD_PAYLOADS_STORED'] ?? 50);

jest.setTimeout(60_000 + PAYLOADS * 200);

describe('answers pulled from HBS, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = [aRecord('DE*ABC*E12345*1')];
    replica = await suite.start();
    await suite.firstPull();
  });
  afterAll(() => suite.close());

  it('an unreadable record costs only itself: every other record of its page is in the replica', async () => {
    const unique = { text: 'DE*ABC*E12345*1', replacedBy: (index: number) => `DE*ABC*E${index}` };
    const records = sampleTexts(evseDataRecords, unique, PAYLOADS);
    const content = ['{"EvseID":"DE*ABC*E12345*1","OperatorID":"DE*ABC"}', ...records];
    suite.hbs.answerPage = () => ({
      status: 200,
      body: `{"content":[${content.join(',')}],"number":0,"size":2000,"totalElements":${content.length},
        "totalPages":1,"last":true,"numberOfElements":${content.length},"StatusCode":{"Code":"000"}}`,
    });
    const run = await suite.pull();
    expect(run).toMatchObject({ state: 'succeeded', counts: { records: content.length } });
    const {
      inserted = 0,
      updated = 0,
      unchanged = 0,
      quarantined = 0,
      repeated = 0,
    } = run.counts as Record<string, number>;
    expect(inserted + updated + unchanged + quarantined + repeated).toBe(content.length);
    const rows = await suite.source.query<{ evse_id: string }[]>('select evse_id from evse.evse');
    for (const { evse_id: evseId } of rows)
      expect(await suite.rpc.call('evse.get', { evseId })).toHaveProperty('record');
  });

  it('an unreadable status costs only itself: the snapshot is stored', async () => {
    const unique = { text: 'E12345', replacedBy: (index: number) => `E${index}` };
    const operators = sampleTexts(evseStatuses, unique, PAYLOADS);
    suite.hbs.streamStatuses = async function* () {
      yield { about: { part: 'operators', records: 1 }, bytes: Buffer.from(`[${operators.join(',')}]`) };
      await Promise.resolve();
      yield { about: { part: 'end', records: 1 }, bytes: Buffer.alloc(0) };
    };
    expect(await suite.pullStatus()).toMatchObject({ state: 'succeeded' });
    const rows = await suite.source.query<{ evse_id: string }[]>('select evse_id from evse.evse_status');
    for (const { evse_id: evseId } of rows)
      expect(await suite.rpc.call('evse.get', { evseId })).toHaveProperty('status');
  });

  it('an unreadable price costs only itself: no answer of HBS fails the pull', async () => {
    const unique = { text: randomUUID(), replacedBy: () => '' };
    const products = sampleTexts(pricingProducts, unique, PAYLOADS);
    const evses = sampleTexts(evsePricings, unique, PAYLOADS);
    for (let index = 0; index < Math.min(products.length, evses.length); index += 1) {
      suite.hbs.answerPrices = (operation) => ({
        status: 200,
        body: (operation === 'products' ? products : evses)[index] ?? '',
      });
      const { reasons } = await pullPrices();
      // HBS may be said to have refused; that we failed at what it said may not.
      expect(reasons.map(({ code }) => code)).not.toContain('INTERNAL');
      expect(await suite.rpc.call('evse.prices', { evseId: 'DE*ABC*E12345*1' })).toHaveProperty('tariffs');
    }
  });

  it('cause no errors in the log of evse-sync except those that name HBS', () => {
    const alarms = replica.platform.recorded.alarms();
    expect(
      alarms.filter((code) => !['SYNC_RECORDS_QUARANTINED', 'PRICING_PULL_FAILED'].includes(code)),
    ).toEqual([]);
  });

  async function pullPrices(): Promise<PricingPullReply> {
    const { orderedAt = '' } = await suite.rpc.call('sync.start-pricing', {});
    return await eventually(async () => {
      const found = await suite.rpc.call('sync.pricing', {});
      if (found.state === 'waiting' || found.state === 'running') throw new Error(found.state);
      expect(Date.parse(found.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(orderedAt));
      return found;
    });
  }
});
