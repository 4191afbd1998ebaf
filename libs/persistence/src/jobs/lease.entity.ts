import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The leader of a job that only one replica may run at a time: one row per job. */
@Entity('lease')
@Unique('lease_job_fence', ['job', 'fence'])
export class Lease {
  /** Name of the job; it includes the ProviderID where each has a job of its own. */
  @PrimaryColumn('text')
  job!: string;

  /** The replica that leads, a random UUID. */
  @Column('text')
  owner!: string;

  /** Until when it leads unless it renews, by the database's clock. */
  @Column('timestamptz')
  leaseUntil!: Date;

  /** Grows with every change of leader. A batch written under an older fence is refused. */
  @Column('bigint')
  fence!: string;

  /** Unused: what is due follows from past runs. The previous release reads it, so it stays while that one may run. */
  @Column('timestamptz', { nullable: true })
  nextDueAt!: Date | null;
}

/**
 * The statement of the migration that creates the table in a service's schema. Its unique constraint makes `fence` a
 * key: a share lock on the key lets the lease be renewed, and keeps it from passing to another leader.
 */
export const createLeaseTable = (schema: string): string => `
  create table ${schema}.lease (
    job text primary key,
    owner text not null,
    lease_until timestamptz not null,
    fence bigint not null,
    next_due_at timestamptz,
    constraint lease_job_fence unique (job, fence)
  )`;
