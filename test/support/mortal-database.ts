import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource, type ServiceDatabase } from '#persistence';
import type { TestDatabase } from './database.js';

/** When a process dies: around which of its statements, from 0, begin and commit included; never by default. */
export interface Death {
  readonly statement: number;
  readonly when: 'before it reaches the database' | 'after the database has executed it';
}

/** The process of a test has died: it does nothing any more. */
export class DeathError extends Error {}

/** A connection to the database of a process that dies at one of its statements, as by SIGKILL. */
export interface MortalDatabase {
  readonly dataSource: DataSource;
  /** Statements so far. */
  statements(): number;
  /** Whether it has died. */
  isDead(): boolean;
  /** Runs before a statement, by its number: what happens elsewhere meanwhile. */
  meanwhile: (statement: number) => Promise<void>;
  /** Ends its connections; of a dead one as the kernel does, with whatever transaction is open. */
  bury(): Promise<void>;
}

/** Connects a process that dies. */
export async function connectMortal(
  database: TestDatabase,
  service: ServiceDatabase,
  death?: Death,
): Promise<MortalDatabase> {
  const name = `mortal-${randomUUID()}`;
  const dataSource = await createDataSource(service, database.settings, name).initialize();
  let statements = 0;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new DeathError('the process has died');
  };
  const mortal: MortalDatabase = {
    dataSource,
    statements: () => statements,
    isDead: () => dead,
    meanwhile: () => Promise.resolve(),
    bury: async () => {
      await dataSource.destroy();
    },
  };
  const createRunner = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    const runner = createRunner(mode);
    const query = runner.query.bind(runner);
    const release = runner.release.bind(runner);
    runner.query = async (...statement: Parameters<QueryRunner['query']>): Promise<never> => {
      if (dead) return die();
      const number = statements;
      statements += 1;
      await mortal.meanwhile(number);
      if (death?.statement === number && death.when === 'before it reaches the database') die();
      const result: unknown = await query(...statement);
      if (death?.statement === number) die();
      return result as never;
    };
    runner.release = async () => {
      // The server sees the socket of a dead process close, and rolls back what it had open.
      if (dead && runner.isTransactionActive) await query('rollback').catch(() => {});
      await release();
    };
    return runner;
  };
  return mortal;
}
