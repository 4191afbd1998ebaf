import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aSwipe, cdrOf, aDecision, type SwipedCard } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';
import { startServiceProcess, type ServiceProcess } from '../../support/service-process.js';

describe('a cdr process that is killed before or while it compares records', () => {
  let suite: ComparisonSuite;
  let cdr: ServiceProcess;
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await startCdr();
  }, 60_000);
  afterAll(async () => {
    await cdr.stop();
    await suite.end();
  });
  beforeEach(() => holdComparisons());

  async function startCdr(): Promise<void> {
    cdr = await startServiceProcess('cdr', {
      RABBITMQ_URL: suite.host.settings.RABBITMQ_URL,
      DATABASE_URL: suite.database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
    });
    await eventually(async () => expect((await cdr.readyz()).status).toBe(200), 60_000);
  }
  async function kill(): Promise<void> {
    cdr.child.kill('SIGKILL');
    await cdr.ended;
  }
  /** Nothing that is added from now on is due. */
  async function holdComparisons(): Promise<void> {
    await suite.tables.query(`create or replace function cdr.hold() returns trigger language plpgsql as
      $$ begin new.due_at := now() + interval '1 day'; return new; end $$`);
    await suite.tables.query(
      'create or replace trigger held before insert on cdr.comparison for each row execute function cdr.hold()',
    );
  }
  async function releaseComparisons(): Promise<void> {
    await suite.tables.query('drop trigger if exists held on cdr.comparison');
    await suite.tables.query('update cdr.comparison set due_at = now()');
  }
  /** Records that each have something to be found, only by a comparison after they were stored. */
  async function storeCharges(): Promise<readonly SwipedCard[]> {
    const charges = Array.from({ length: 5 }, aSwipe);
    for (const charge of charges) {
      await suite.enqueue(cdrOf(charge));
      await suite.untilFound(charge.sessionId, ['unknown-session']);
      await suite.enqueue(cdrOf({ ...charge, sessionId: twinOf(charge) }));
    }
    for (const charge of charges)
      await eventually(() =>
        expect(suite.publishedOf(twinOf(charge))).toEqual([
          ['cdr.received', ['same-charge', 'unknown-session']],
        ]),
      );
    return charges;
  }
  const twins = new Map<string, string>();
  function twinOf({ sessionId }: SwipedCard): string {
    const twin = twins.get(sessionId) ?? randomUUID();
    twins.set(sessionId, twin);
    return twin;
  }
  /** A record of another EVSE than its session, which became known after it and was not compared yet. */
  async function storeAndKnow(): Promise<SwipedCard> {
    const swipe = aSwipe();
    await suite.enqueue(cdrOf(swipe));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.events.publish('authorization.decided', aDecision({ ...swipe, evseId: 'DE*ABC*E00008' }));
    await eventually(async () => {
      const due = 'select from cdr.comparison where $1 = any(session_keys)';
      expect((await suite.tables.query<unknown[]>(due, [swipe.sessionId])).length).toBeGreaterThan(1);
    });
    return swipe;
  }
  /** Each record once: no finding is lost, none is published twice. */
  async function expectCompared(charges: readonly SwipedCard[]): Promise<void> {
    for (const charge of charges)
      await suite.untilFound(charge.sessionId, ['same-charge', 'unknown-session']);
    await suite.untilCompared();
    for (const charge of charges) {
      expect(suite.publishedOf(charge.sessionId)).toEqual([
        ['cdr.received', ['unknown-session']],
        ['cdr.updated', ['same-charge', 'unknown-session']],
      ]);
      expect(suite.publishedOf(twinOf(charge))).toHaveLength(1);
    }
  }

  it('between storing and comparing: the next process compares every record once', async () => {
    const charges = await storeCharges();
    const known = await storeAndKnow();
    await kill();
    for (const { sessionId } of [...charges, known])
      expect((await suite.detailOfTables(sessionId)).findings).toEqual([]);
    await releaseComparisons();
    await startCdr();
    await expectCompared(charges);
    await suite.untilFound(known.sessionId, ['other-evse']);
    expect(suite.publishedOf(known.sessionId)).toHaveLength(2);
  }, 120_000);

  it('in the middle of a comparison: what it had claimed is compared once by the next process', async () => {
    const charges = await storeCharges();
    const holder = suite.tables.createQueryRunner();
    await holder.connect();
    await holder.startTransaction();
    // Nobody can commit an event while this is held: records are claimed, locked and changed, and not committed.
    await holder.query('lock table cdr.outbox in exclusive mode');
    await releaseComparisons();
    await eventually(async () => {
      const waiting = await suite.tables.query<unknown[]>(
        `select from pg_locks where not granted and relation = 'cdr.outbox'::regclass`,
      );
      expect(waiting.length).toBeGreaterThan(0);
    });
    await kill();
    await holder.rollbackTransaction();
    await holder.release();
    for (const { sessionId } of charges) expect((await suite.detailOfTables(sessionId)).findings).toEqual([]);
    const claimed = 'select from cdr.comparison where due_at > now()';
    expect(await suite.tables.query<unknown[]>(claimed)).not.toEqual([]);
    // A minute passes: what a dead process had claimed is due again.
    await suite.tables.query('update cdr.comparison set due_at = now()');
    await startCdr();
    await expectCompared(charges);
  }, 120_000);
});
