import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ComparisonLimits } from '../../../apps/cdr/src/comparison/comparison-limits.js';
import { SameChargeSettings } from '../../../apps/cdr/src/comparison/same-charge-settings.js';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { Providers } from '../../../apps/cdr/src/records/providers.js';
import { RecordStore } from '../../../apps/cdr/src/records/record-store.js';
import { RecordTimeSettings } from '../../../apps/cdr/src/records/record-time-settings.js';
import { Outbox } from '#messaging';
import { ComparisonSettings, ProviderSettings, suiteMessages } from '#suite';
import { loadSettings } from '#platform';
import { aCdr } from '../../support/cdr.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { recordedLog } from '../../support/recorded-log.js';
import { spellCdr, type CdrSpelling } from '../../support/cdr-fixtures.js';

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
  readonly handwriting: CdrSpelling;
  /** Says something else that is not billed. */
  readonly remark: string | undefined;
  /** Index of what is billed otherwise. */
  readonly altered: number | undefined;
}

const handwritings: fc.Arbitrary<CdrSpelling> = fc.record({
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
    const [providers, comparison, sameCharge, times] = loadSettings(
      [ProviderSettings, ComparisonSettings, SameChargeSettings, RecordTimeSettings],
      { EMP_PROVIDER_IDS: 'DE-EMP' },
    );
    store = new RecordStore(
      new Providers(providers),
      new ComparisonLimits(comparison, sameCharge),
      recordedLog().log,
      times,
    );
  });
  afterAll(() => database.drop());

  function bytesOf({ handwriting, remark, altered }: Copy, sessionId: string): Buffer {
    const alteration = altered === undefined ? {} : ALTERATIONS[altered];
    const cdr = aCdr({
      SessionID: sessionId,
      ...alteration,
      ...(remark !== undefined && { Remark: remark }),
    });
    return Buffer.from(spellCdr(cdr, handwriting));
  }

  /** Forwarded copies come one by one, as the queue brings them; pulled ones together, as in a page. */
  async function storeAll(lanes: readonly Copy[][][], sessionIds: readonly string[]): Promise<void> {
    const storeTogether = async (copies: readonly Copy[]): Promise<void> => {
      const batch = copies.map((copy) =>
        store.parse({
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

  /** What is stored of each session that was received, beside what should be. */
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

  /** Stores these records one after the other, each as HBS forwards it. */
  async function forwarded(...records: readonly object[]): Promise<void> {
    for (const record of records) {
      const bytes = Buffer.from(JSON.stringify(record));
      const reading = store.parse({ bytes, source: 'forwarded', receivedAt: new Date() });
      await outbox.transaction((transaction) => store.store(transaction, [reading]));
    }
  }

  /** What the release before wrote: a row for the session, and one for its content, under its own keys and digests. */
  async function storedByEarlierRelease(sessionKey: string, cdr: object, factsDigest: string): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(cdr));
    const summary = { sessionId: sessionKey, findings: [], source: 'forwarded', receivedAt: new Date() };
    await stored.query(
      `insert into cdr.record (account, session_key, facts_digest, listed_at, summary, finding_codes, forwarded, pulled)
       values ('default', $1, $2, now(), $3, '{}', 1, false)`,
      [sessionKey, factsDigest, summary],
    );
    await stored.query(
      `insert into cdr.content
         (account, session_key, content_digest, facts_digest, kind, raw, reading, summary, forwarded, pulled)
       values ('default', $1, 'by another rule', $2, 'first', $3, $4, $5, 1, false)`,
      [sessionKey, factsDigest, bytes, cdr, summary],
    );
  }

  const MEMBERS_OF_AN_APP = { Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } } };

  it.each<[string, first: object, copy: object]>([
    ['"" for null', { PartnerProductID: null }, { PartnerProductID: '' }],
    ['a trailing blank', {}, { PartnerProductID: 'AC 1 ' }],
    [
      'a list that holds nothing',
      {},
      { SignedMeteringValues: [null, { SignedMeteringValue: null, MeteringStatus: null }] },
    ],
    ['lost milliseconds', { SessionEnd: '2026-09-23T17:20:00.638+02:00' }, {}],
    [
      'no check digit',
      MEMBERS_OF_AN_APP,
      { Identification: { RemoteIdentification: { EvcoID: 'DE*EMP*C12345678' } } },
    ],
    [
      'the older member for the card',
      {},
      { Identification: { RFIDIdentification: { UID: '04a1b2c3d4e5f6' } } },
    ],
  ])('are one bill and a variant with %s, in either order', async (_, first, copy) => {
    for (const [one, other] of [
      [first, copy],
      [copy, first],
    ]) {
      const SessionID = randomUUID();
      const copies = [one, other, one, other].map((each) => aCdr({ SessionID, ...each }));
      await forwarded(...copies);
      expect(await seen(SessionID)).toEqual([
        expect.objectContaining({ forwarded: 4, variants: 1, conflicts: 0, received: 1, conflicted: 0 }),
      ]);
    }
  });

  it('are one conflict where a third copy is the same bill as the second', async () => {
    const SessionID = randomUUID();
    const other = { SessionID, ConsumedEnergy: 11, SessionEnd: '2026-09-23T17:20:00.4+02:00' };
    await forwarded(aCdr({ SessionID }), aCdr(other), aCdr({ SessionID, ConsumedEnergy: 11 }));
    expect(await seen(SessionID)).toEqual([
      expect.objectContaining({ variants: 0, conflicts: 1, conflicted: 1 }),
    ]);
  });

  it.each(['b2688855-7f00-4002-6d8e-48d883f6abb6', '{B26888557F0040026D8E48D883F6ABB7}'])(
    'are one record whatever the hyphens of its SessionID: %s',
    async (written) => {
      const bare = written.replaceAll(/[{}-]/g, '').toLowerCase();
      const key = bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      const spellings = [written, bare, bare.toUpperCase(), key, `urn:uuid:${key}`];
      await forwarded(...spellings.map((SessionID) => aCdr({ SessionID })));
      expect(await seen(key)).toEqual([
        expect.objectContaining({ forwarded: 5, conflicts: 0, received: 1, conflicted: 0 }),
      ]);
      expect(await seen(bare)).toEqual([]);
    },
  );

  it('are no conflict with what the release before stored by a digest of its own', async () => {
    const SessionID = randomUUID();
    await storedByEarlierRelease(SessionID, aCdr({ SessionID }), 'a digest by another rule');
    await forwarded(aCdr({ SessionID }), aCdr({ SessionID, Remark: 'x' }));
    const counts = { forwarded: 3, conflicts: 0, received: 0, conflicted: 0 };
    expect(await seen(SessionID)).toEqual([expect.objectContaining(counts)]);
    await forwarded(aCdr({ SessionID, ConsumedEnergy: 11 }));
    expect(await seen(SessionID)).toEqual([expect.objectContaining({ conflicts: 1, conflicted: 1 })]);
  });

  it.each(['small letters', 'capitals'])(
    'are the record that the release before stored by a SessionID without hyphens, in %s',
    async (letters) => {
      const SessionID = randomUUID();
      const bare = SessionID.replaceAll('-', '');
      const earlier = letters === 'capitals' ? bare.toUpperCase() : bare;
      await storedByEarlierRelease(earlier, aCdr({ SessionID: earlier }), 'a digest by another rule');
      await forwarded(aCdr({ SessionID }), aCdr({ SessionID: earlier }));
      const batch = [aCdr({ SessionID }), aCdr({ SessionID: bare, ConsumedEnergy: 11 })].map((cdr) =>
        store.parse({
          bytes: Buffer.from(JSON.stringify(cdr)),
          source: 'pulled',
          receivedAt: new Date(),
        }),
      );
      await outbox.transaction((transaction) => store.store(transaction, batch));
      expect(await seen(SessionID)).toEqual([]);
      expect(await seen(earlier)).toEqual([
        expect.objectContaining({ forwarded: 3, pulled: true, conflicts: 1, received: 0, conflicted: 1 }),
      ]);
    },
  );

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
