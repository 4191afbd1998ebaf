import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createLeaseTable, Lease, type RunState, type ServiceDatabase } from '#persistence';

/** A run of steps, as a service might store one. */
@Entity('run')
export class StepRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  state!: RunState;

  /** How many steps it has. */
  @Column('integer')
  steps!: number;

  /** The step with which it resumes. */
  @Column('integer')
  nextStep!: number;

  @Column('jsonb')
  reasons!: readonly string[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}

class CreateSteps1700000000000 implements MigrationInterface {
  name = 'CreateSteps1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table steps.run (id uuid primary key, state text not null, steps integer not null,
      next_step integer not null default 0, reasons jsonb not null default '[]',
      created_at timestamptz not null default clock_timestamp(), started_at timestamptz, finished_at timestamptz)`);
    // What the steps of runs have written; a step that is written twice is there twice.
    await runner.query('create table steps.written (run_id uuid not null, step integer not null)');
    await runner.query(createLeaseTable('steps'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table steps.run, steps.written, steps.lease');
  }
}

export const steps: ServiceDatabase = {
  schema: 'steps',
  entities: [StepRun, Lease],
  migrations: [CreateSteps1700000000000],
};
