import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { OperatorIds } from '../../../apps/evse-sync/src/filters/operator-ids.js';
import { FindingsService } from '../../../apps/evse-sync/src/findings/findings.service.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

describe('the findings of one operator, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(evseSyncDatabase);
    // A large operator with few findings, the last of all, among a hundred with many.
    await source.query(
      `insert into evse.evse (key, evse_id, operator_key, plugs, authentication_modes, raw, digest, changed_at)
       select operator || 'E' || lpad(n::text, 5, '0'), operator || '*E' || n, operator, '{}', '{}', '{}', '', now()
       from (select 'DE' || lpad((n % 100)::text, 3, '0') as operator, n from generate_series(1, 20000) n
         union all select 'ZZABC', n from generate_series(1, 1000) n) each`,
    );
    await source.query(
      `insert into evse.evse_finding (key, about, code, pointer, message, since)
       select key, 'record', code, '', 'wrong', now() from evse.evse, unnest(array['missing', 'unreadable']) code
       where operator_key <> 'ZZABC' or key in ('ZZABCE00500', 'ZZABCE01000')`,
    );
    await source.query('vacuum analyze evse.evse');
    await source.query('vacuum analyze evse.evse_finding');
  });
  afterAll(() => database.drop());

  it.each([{}, { code: 'unreadable' as const }])(
    'cost no pass over those of other operators (%j)',
    async (query) => {
      let blocks = 0;
      const explaining = {
        query: async (sql: string, parameters: unknown[]): Promise<unknown> => {
          const explain = `explain (analyze, buffers, format json) ${sql}`;
          const [row] = await source.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(explain, parameters);
          const { Plan: plan } = row!['QUERY PLAN'][0];
          blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
          return await source.query(sql, parameters);
        },
      } as DataSource;
      const service = new FindingsService(explaining, new OperatorIds(source));
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await service.list({ limit: 1, cursor, operatorId: 'ZZ*ABC', ...query });
        listed.push(...items.map(({ evseId, code }) => `${evseId} ${code}`));
        cursor = next;
      } while (cursor !== undefined);
      expect(listed).toEqual(
        ['ZZABC*E500', 'ZZABC*E1000'].flatMap((evseId) =>
          ['missing', 'unreadable']
            .filter((code) => (query.code ?? code) === code)
            .map((code) => `${evseId} ${code}`),
        ),
      );
      // Three blocks of an index for each of its 1,000 charging points and page.
      expect(blocks).toBeLessThan(3_500 * listed.length);
    },
  );
});
