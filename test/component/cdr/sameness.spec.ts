import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ComparisonSettings } from '../../../apps/cdr/src/comparison/comparison-settings.js';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { Providers } from '../../../apps/cdr/src/records/providers.js';
import { RecordStore } from '../../../apps/cdr/src/records/record-store.js';
import { Outbox, ProviderSettings, suiteMessages } from '#messaging';
import { loadSettings } from '#platform';
import { aCdr } from '../../support/cdr.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { recordedLog } from '../../support/recorded-log.js';
import { writtenAnew, type Handwriting } from '../../support/cdr-handwriting.js';

/** Each changes one fact that is billed. */
const ALTERATIONS: readonly Record<string, unknown>[] = [
  { ConsumedEnergy: 10.001 },
  { EvseID: 'DE*ABC*E12345*2' },
  { Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F7' } } },
  { SessionStart: '2026-09-23T16:10:01+02:00' },
  { SessionEnd: '2026-09-23T17:20:01+02:00' },
  { ChargingStart: '2026-09-23T16:15:01+02:00' },
  { ChargingEnd: null },
  { MeterValueStart: 100.4 },
  { MeterValueEnd: null },
  { SignedMeteringValues: [{ SignedMeteringValue: 'OCMF|1', MeteringStatus: 'Start' }] },
  { PartnerProductID: 'DC 2' },
];

/** One time that a session's record reaches us. */
interface Copy {
  readonly session: number;
  readonly pulled: boolean;
  readonly handwriting: Handwriting;
  /** Says something else that is not billed. */
  readonly remark: string | undefined;
  /** Index of what is billed otherwise. */
  readonly altered: number | undefined;
}

const handwritings: fc.Arbitrary<Handwriting> = fc.record({
  rotation: fc.nat(20),
  numbers: fc.constantFrom('plain', 'text', 'zeros', 'exponent'),
  nulls: fc.constantFrom('as-is', 'absent', 'more'),
  capitals: fc.boolean(),
  spaces: fc.nat(2),
});
const copiesOf = (altered: fc.Arbitrary<number | undefined>): fc.Arbitrary<Copy> =>
  fc.record({
    session: fc.nat(2),
    pulled: fc.boolean(),
    handwriting: handwritings,
    remark: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    altered,
  });
/** What several processes do at once: each stores its batches one after the other. */
const lanesOf = (copy: fc.Arbitrary<Copy>): fc.Arbitrary<Copy[][][]> =>
  fc.array(fc.array(fc.array(copy, { minLength: 1, maxLength: 5 }), { maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
  });
const runs = { numRuns: 10, endOnFailure: true };

interface SeenSession {
  readonly forwarded: number;
  readonly pulled: boolean;
  readonly variants: number;
  readonly conflicts: number;
  readonly received: number;
  readonly conflicted: number;
  readonly copies: number;
  readonly firsts: number;
}

describe('copies of charge detail records, in any order and at once, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let stored: DataSource;
  let outbox: Outbox<typeof suiteMessages>;
  let store: RecordStore;
  beforeAll(async () => {
    database = await createDatabase();
    stored = await database.connect(cdrDatabase);
    outbox = new Outbox({ map: suiteMessages, dataSource: stored, service: 'cdr', poke: () => {} });
    const [providers, comparison] = loadSettings([ProviderSettings, ComparisonSettings], {
      EMP_PROVIDER_IDS: 'DE-EMP',
    });
    store = new RecordStore(new Providers(providers), comparison, recordedLog().log);
  });
  afterAll(() => database.drop());

  function bytesOf({ handwriting, remark, altered }: Copy, sessionId: string): Buffer {
    const alteration = altered === undefined ? {} : ALTERATIONS[altered];
    const cdr = aCdr({
      SessionID: sessionId,
      ...alteration,
      ...(remark !== undefined && { Remark: remark }),
    });
    return Buffer.from(writtenAnew(cdr, handwriting));
  }

  /** Forwarded copies come one by one, as the queue brings them; pulled ones together, as in a page. */
  async function storeAll(lanes: readonly Copy[][][], sessionIds: readonly string[]): Promise<void> {
    const storeTogether = async (copies: readonly Copy[]): Promise<void> => {
      const batch = copies.map((copy) =>
        store.understand({
          bytes: bytesOf(copy, sessionIds[copy.session]!),
          source: copy.pulled ? 'pulled' : 'forwarded',
          receivedAt: new Date(),
        }),
      );
      if (batch.length > 0) await outbox.transaction((transaction) => store.store(transaction, batch));
    };
    await Promise.all(
      lanes.map(async (batches) => {
        for (const batch of batches) {
          for (const copy of batch.filter(({ pulled }) => !pulled)) await storeTogether([copy]);
          await storeTogether(batch.filter(({ pulled }) => pulled));
        }
      }),
    );
  }

  async function seen(sessionId: string): Promise<SeenSession[]> {
    return stored.query(
      `select forwarded, pulled, variants, conflicts,
         (select count(*)::int from cdr.outbox where event = 'cdr.received' and envelope->>'subject' = $1) as received,
         (select count(*)::int from cdr.outbox where event = 'cdr.conflicted' and envelope->>'subject' = $1)
           as conflicted,
         (select sum(content.forwarded)::int from cdr.content where session_key = $1) as copies,
         (select count(*)::int from cdr.content where session_key = $1 and kind = 'first') as firsts
       from cdr.record where session_key = $1`,
      [sessionId],
    );
  }

  /** What is stored of each session that was brought, beside what should be. */
  async function outcomeOf(lanes: readonly Copy[][][]): Promise<{ seen: unknown; due: unknown }> {
    const sessionIds = [0, 1, 2].map(() => randomUUID());
    await storeAll(lanes, sessionIds);
    const copiesOfAll = sessionIds.map((_, index) =>
      lanes.flat(2).filter(({ session }) => session === index),
    );
    const due = copiesOfAll.map((copies) => (copies.length === 0 ? [] : [dueFor(copies)]));
    return { seen: await Promise.all(sessionIds.map(seen)), due };
  }

  function dueFor(copies: readonly Copy[]): object {
    const bills = new Set(copies.map(({ altered }) => altered)).size;
    const forwarded = copies.filter(({ pulled }) => !pulled).length;
    return {
      forwarded,
      copies: forwarded,
      pulled: copies.some(({ pulled }) => pulled),
      variants: expect.any(Number),
      conflicts: bills - 1,
      received: 1,
      conflicted: bills - 1,
      firsts: 1,
    };
  }

  async function everyOutcomeIsDue(altered: fc.Arbitrary<number | undefined>): Promise<void> {
    const property = fc.asyncProperty(lanesOf(copiesOf(altered)), async (lanes) => {
      const outcome = await outcomeOf(lanes);
      expect(outcome.seen).toEqual(outcome.due);
    });
    await fc.assert(property, runs);
  }

  it('are one record and one event, however they are written, repeated, forwarded or pulled', async () => {
    await expect(everyOutcomeIsDue(fc.constant(undefined))).resolves.toBeUndefined();
  }, 60_000);

  it('are one record, and one conflict for each other bill, when billed facts differ', async () => {
    const altered = fc.option(fc.nat(ALTERATIONS.length - 1), { nil: undefined });
    await expect(everyOutcomeIsDue(altered)).resolves.toBeUndefined();
  }, 60_000);

  it.each(ALTERATIONS.map((each, altered) => [Object.keys(each)[0], altered] as const))(
    'are one record and a conflict when %s differs',
    async (_, altered) => {
      const handwriting = {
        rotation: 0,
        numbers: 'plain',
        nulls: 'as-is',
        capitals: false,
        spaces: 0,
      } as const;
      const copy = { session: 0, pulled: false, handwriting, remark: undefined, altered: undefined };
      const outcome = await outcomeOf([[[copy, { ...copy, altered }]]]);
      expect(outcome.seen).toEqual(outcome.due);
    },
  );
});
