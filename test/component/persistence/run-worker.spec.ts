import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import {
  acquireLease,
  LeadLostError,
  RunEndedError,
  RunTable,
  RunWorker,
  type Leadership,
  type RunClaim,
} from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { connectMortal, DeathError, type Death, type MortalDatabase } from '../../support/mortal-database.js';
import { recordedLog } from '../../support/recorded-log.js';
import { StepRun, steps } from './step.entity.js';

const STEPS = 3;
const FOREVER_MS = 3_600_000;
/** More statements than one turn has: no death and no meddling beyond it. */
const MOST_STATEMENTS = 60;

describe('the engine of runs, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(steps);
  });
  beforeEach(() => empty());
  afterAll(() => database.drop());

  const empty = (): Promise<unknown> => source.query('truncate steps.run, steps.written, steps.lease');
  const tableOn = (dataSource: DataSource): RunTable<StepRun> =>
    new RunTable({ dataSource, entity: StepRun, table: 'steps.run', order: 'created_at' });

  /** Writes its steps one by one, each in a transaction with the progress. */
  async function executeSteps(claim: RunClaim<StepRun>): Promise<void> {
    const { id, nextStep, steps: count } = claim.run;
    for (let step = nextStep; step < count; step += 1)
      await claim.write(async (manager) => {
        await manager.query('insert into steps.written (run_id, step) values ($1, $2)', [id, step]);
        await claim.advance(manager, { next_step: step + 1 });
      });
    await claim.write((manager) => claim.end(manager, 'succeeded'));
  }

  function workerOn(
    dataSource: DataSource,
    execute: (claim: RunClaim<StepRun>) => Promise<void> = executeSteps,
    { log } = recordedLog(),
  ): RunWorker<StepRun> {
    return new RunWorker<StepRun>({
      dataSource,
      log,
      table: tableOn(dataSource),
      job: 'steps',
      leaseMs: 1_000,
      // Every hour: once in a test.
      queueDue: async (manager) => {
        await manager.query(
          `insert into steps.run (id, state, steps) select $1, 'queued', $2
           where not exists (select from steps.run where created_at > clock_timestamp() - interval '1 hour')`,
          [randomUUID(), STEPS],
        );
      },
      execute,
      describeFailure: (_, error) => ({ reasons: [String(error)] }),
    });
  }

  /** Takes the lead at once, as if the leader had been silent. */
  async function lead(owner: string): Promise<Leadership> {
    await source.query(`update steps.lease set lease_until = '-infinity'`);
    const leadership = await acquireLease(source, { job: 'steps', owner, forMs: FOREVER_MS });
    return leadership!;
  }

  /** A leader works until nothing is left to do, or something ends it. @returns what ended it */
  async function live(mortal: MortalDatabase, owner: string): Promise<unknown> {
    const leadership = await lead(owner);
    const worker = workerOn(mortal.dataSource);
    try {
      while (await worker.executeNext(leadership, new AbortController().signal));
      return undefined;
    } catch (error) {
      return error;
    }
  }

  async function liveFor(death: Death | undefined, owner = 'one that dies'): Promise<unknown> {
    const mortal = await connectMortal(database, steps, death);
    try {
      return await live(mortal, owner);
    } finally {
      await mortal.bury();
    }
  }

  const runs = (): Promise<StepRun[]> => source.getRepository(StepRun).find();
  const written = async (): Promise<readonly number[]> => {
    const rows = await source.query<{ step: number }[]>('select step from steps.written order by step');
    return rows.map(({ step }) => step);
  };
  const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

  /** Exactly one run was due, and each of its steps is written once: none lost, none repeated. */
  async function expectOneWholeRun(): Promise<void> {
    expect(await runs()).toMatchObject([{ state: 'succeeded', nextStep: STEPS, reasons: [] }]);
    expect(await written()).toEqual(upTo(STEPS));
  }

  /** The run was cancelled, and nothing was written since then. */
  async function expectStopped(writtenThen: readonly number[]): Promise<void> {
    expect(await runs()).toMatchObject([{ state: 'cancelled', nextStep: writtenThen.length }]);
    expect(await written()).toEqual(writtenThen);
    expect(writtenThen).toEqual(upTo(writtenThen.length));
  }

  it.each<Death['when']>(['before it reaches the database', 'after the database has executed it'])(
    'neither loses nor repeats a step or a due run when the leader dies at any statement, %s',
    async (when) => {
      let deaths = 0;
      for (let statement = 0; ; statement += 1) {
        await empty();
        if (!((await liveFor({ statement, when })) instanceof DeathError)) break;
        deaths += 1;
        expect(await liveFor(undefined)).toBeUndefined();
        await expectOneWholeRun();
      }
      expect(deaths).toBeGreaterThan(20);
    },
    120_000,
  );

  /** Lets something happen before a statement, for as long as it does not wait for a lock of this very process. */
  async function liveWith(statement: number, happen: () => Promise<void>): Promise<unknown> {
    const mortal = await connectMortal(database, steps);
    let happening: Promise<void> | undefined;
    mortal.meanwhile = async (number) => {
      if (number !== statement) return;
      happening = happen();
      await Promise.race([happening, sleep(60)]);
    };
    try {
      return await live(mortal, 'one of two');
    } finally {
      await happening;
      await mortal.bury();
    }
  }

  it('lets only one of two leaders write, wherever the second takes over', async () => {
    let taken = 0;
    for (let statement = 0; ; statement += 1) {
      await empty();
      const second = { began: false };
      const ended = await liveWith(statement, async () => {
        second.began = true;
        expect(await liveFor(undefined, 'the other')).toBeUndefined();
      });
      if (!second.began) break;
      const isTaken = ended instanceof LeadLostError;
      expect(isTaken || ended === undefined).toBe(true);
      if (isTaken) taken += 1;
      await expectOneWholeRun();
    }
    expect(taken).toBeGreaterThan(10);
  }, 120_000);

  it('writes nothing for a run after it was cancelled, wherever that happens, and leaves what it has written', async () => {
    const outcomes: string[] = [];
    for (let statement = 0; ; statement += 1) {
      await empty();
      let cancelling: string | undefined;
      let writtenThen: readonly number[] = [];
      expect(
        await liveWith(statement, async () => {
          const [run] = await runs();
          if (!run) return void (cancelling = 'no run yet');
          cancelling = await tableOn(source)
            .cancel(run.id)
            .then(() => 'cancelled')
            .catch((error: unknown) => (error instanceof RunEndedError ? 'over' : String(error)));
          writtenThen = await written();
        }),
      ).toBeUndefined();
      if (cancelling === undefined) break;
      outcomes.push(cancelling);
      expect(await liveFor(undefined)).toBeUndefined();
      if (cancelling === 'cancelled') await expectStopped(writtenThen);
      else await expectOneWholeRun();
    }
    expect(new Set(outcomes)).toEqual(new Set(['no run yet', 'cancelled', 'over']));
  }, 120_000);

  it('comes to the same end over any sequence of deaths, changes of leader and cancellations', async () => {
    const life = fc.record({
      death: fc.option(
        fc.record({
          statement: fc.integer({ min: 0, max: MOST_STATEMENTS }),
          when: fc.constantFrom<Death['when'][]>(
            'before it reaches the database',
            'after the database has executed it',
          ),
        }),
        { nil: undefined },
      ),
      isCancelled: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 5 }), async (lives) => {
        await empty();
        let cancelled = 0;
        for (const { death, isCancelled } of lives) {
          await liveFor(death);
          const open = (await runs()).find(({ finishedAt }) => finishedAt === null);
          if (!isCancelled || !open) continue;
          await tableOn(source).cancel(open.id);
          cancelled += 1;
        }
        expect(await liveFor(undefined)).toBeUndefined();
        if (cancelled === 0) return await expectOneWholeRun();
        const [run, ...others] = await runs();
        expect([run?.state, others]).toEqual(['cancelled', []]);
        expect(await written()).toEqual(upTo(run?.nextStep ?? -1));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  async function withWorker(worker: RunWorker<StepRun>, check: () => Promise<void>): Promise<void> {
    worker.start();
    try {
      await check();
    } finally {
      await worker.stop();
    }
  }
  const ended = (): Promise<StepRun> =>
    eventually(async () => {
      const [run] = await runs();
      if (!run?.finishedAt) throw new Error('it has not ended');
      return run;
    });

  it.each<[string, (claim: RunClaim<StepRun>) => Promise<void>, string]>([
    ['throws', () => Promise.reject(new Error('no luck')), 'Error: no luck'],
    ['ends nothing', () => Promise.resolve(), 'Error: the executor has returned and not ended its run'],
    [
      'ends it in a transaction that then fails',
      (claim) =>
        claim.write(async (manager) => {
          await claim.end(manager, 'succeeded');
          throw new Error('no luck');
        }),
      'Error: no luck',
    ],
    [
      'throws a text that PostgreSQL does not store',
      () => Promise.reject(new Error('half a \uD83D and \0')),
      'Error: half a \uFFFD and \uFFFD',
    ],
  ])('fails a run with its reason when its executor %s', async (_, execute, reason) => {
    await withWorker(workerOn(source, execute), async () => {
      expect(await ended()).toMatchObject({ state: 'failed', reasons: [reason] });
    });
  });

  it('pauses while the database is unavailable, and fails nothing for it', async () => {
    const recorded = recordedLog();
    let isCut = false;
    const execute = async (claim: RunClaim<StepRun>): Promise<void> => {
      if (!isCut) database.network.close();
      isCut = true;
      await executeSteps(claim);
    };
    await withWorker(workerOn(source, execute, recorded), async () => {
      await eventually(() => expect(recorded.alarms()).toContain('DATABASE_AWAY'));
      database.network.open();
      await ended();
      await expectOneWholeRun();
      expect(recorded.alarms()).not.toContain('LEADER_WORK_FAILED');
    });
  });

  it('pauses when the process stops, and aborts an executor that waits when its run is cancelled', async () => {
    const waiting: string[] = [];
    const wait = ({ run, signal }: RunClaim<StepRun>): Promise<void> => {
      waiting.push(run.id);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    };
    await withWorker(workerOn(source, wait), () => eventually(() => expect(waiting).toHaveLength(1)));
    expect(await runs()).toMatchObject([{ state: 'running', reasons: [] }]);
    const recorded = recordedLog();
    await withWorker(workerOn(source, wait, recorded), async () => {
      await eventually(() => expect(waiting).toHaveLength(2));
      await tableOn(source).cancel(waiting[1]!);
      await eventually(() =>
        expect(recorded.lines.map(({ message, msg }) => message ?? msg)).toContain(
          'stopped a run that was cancelled',
        ),
      );
    });
    expect(await runs()).toMatchObject([{ state: 'cancelled' }]);
  });
});
