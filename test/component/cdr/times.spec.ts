import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ComparisonLimits } from '../../../apps/cdr/src/comparison/comparison-limits.js';
import { SameChargeSettings } from '../../../apps/cdr/src/comparison/same-charge-settings.js';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { ListByReceipt1795500000090 } from '../../../apps/cdr/src/migrations/1795500000090-list-by-receipt.js';
import { Providers } from '../../../apps/cdr/src/records/providers.js';
import { RecordStore } from '../../../apps/cdr/src/records/record-store.js';
import { RecordTimeSettings } from '../../../apps/cdr/src/records/record-time-settings.js';
import { Outbox } from '#messaging';
import { ComparisonSettings, ProviderSettings, suiteMessages } from '#suite';
import { loadSettings } from '#platform';
import { hasTestData, needsTestData, testData } from '../../../libs/oicp/test/test-data.js';
import { aCdr, aUniqueCharge } from '../../support/cdr.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { recordedLog } from '../../support/recorded-log.js';

const NOW = new Date('2026-11-28T12:00:00Z');

describe('the times of a charge detail record, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let stored: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    stored = await database.connect(cdrDatabase);
  });
  afterAll(() => database.drop());

  /** Stores it, received at {@link NOW}. Returns its findings about times, and by which time it is listed. */
  async function store(
    cdr: object,
    set: Readonly<Record<string, string>> = {},
  ): Promise<{ codes: readonly string[]; listedAt: Date }> {
    const outbox = new Outbox({ map: suiteMessages, dataSource: stored, service: 'cdr', poke: () => {} });
    const environment = { EMP_PROVIDER_IDS: 'DE-EMP', ...set };
    const [providers, comparison, sameCharge, times] = loadSettings(
      [ProviderSettings, ComparisonSettings, SameChargeSettings, RecordTimeSettings],
      environment,
    );
    const records = new RecordStore(
      new Providers(providers),
      new ComparisonLimits(comparison, sameCharge),
      recordedLog().log,
      times,
    );
    const SessionID = randomUUID();
    const bytes = Buffer.from(JSON.stringify({ ...cdr, ...aUniqueCharge(SessionID) }));
    const reading = records.parse({ bytes, source: 'forwarded', receivedAt: NOW });
    await outbox.transaction((transaction) => records.store(transaction, [reading]));
    const [row] = await stored.query<{ codes: string[]; listedAt: Date }[]>(
      `select finding_codes as codes, listed_at as "listedAt" from cdr.record where session_key = $1`,
      [SessionID],
    );
    return row!;
  }

  it('that a clock shows which was never set are findings, and place it nowhere in the list', async () => {
    const ended = { ChargingEnd: '2026-11-28T10:00:00Z', SessionEnd: '2026-11-28T10:00:00Z' };
    const began = { SessionStart: '1970-01-01T00:00:00Z', ChargingStart: '1970-01-01T00:00:00Z' };
    expect(await store(aCdr({ ...began, ...ended }))).toEqual({
      codes: ['time-implausible'],
      listedAt: new Date(ended.SessionEnd),
    });
    for (const [SessionEnd, code] of [
      ['1970-01-01T00:00:00Z', 'time-implausible'],
      ['2099-01-01T00:00:00Z', 'in-the-future'],
    ]) {
      const { codes, listedAt } = await store(aCdr({ SessionEnd }));
      expect(codes).toContain(code);
      expect(listedAt).toEqual(NOW);
    }
  });

  it('are too long or too late by the settings', async () => {
    const cdr = aCdr({ SessionStart: '2026-09-15T16:10:00+02:00' });
    expect((await store(cdr)).codes).toEqual(['session-too-long']);
    const set = { CDR_LONGEST_SESSION: 'P30D', CDR_LATE_AFTER: 'P30D' };
    expect((await store(cdr, set)).codes).toEqual(['record-late']);
    expect((await store(aCdr({ SessionStart: '2026-09-16T17:20:00+02:00' }))).codes).toEqual([]);
  });

  it('that place records of earlier releases in 1970 or 2099 are put right by a migration', async () => {
    await store(aCdr());
    await stored.query(`update cdr.record set listed_at = '2099-01-01' where listed_at = $1`, [NOW]);
    const runner = stored.createQueryRunner();
    await new ListByReceipt1795500000090().up(runner);
    await runner.release();
    const late = await stored.query<unknown[]>(`select from cdr.record where listed_at > $1`, [NOW]);
    expect(late).toEqual([]);
  });

  (hasTestData ? it : it.skip)(`as they were found in the field are findings${needsTestData}`, async () => {
    const { input } = testData('field', '03-clock-never-set.json') as { input: { payload: object }[] };
    const codes = await Promise.all(input.map(async ({ payload }) => (await store(payload)).codes));
    expect(codes).toEqual([['time-implausible'], ['session-too-long']]);
  });
});
