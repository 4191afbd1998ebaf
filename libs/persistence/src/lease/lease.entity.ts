import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Who leads a job that only one replica may run at a time. One row per job; the job's name carries the HBS account where there are several. */
@Entity('lease')
@Unique('lease_job_fence', ['job', 'fence'])
export class Lease {
  @PrimaryColumn('text')
  job!: string;

  @Column('text')
  owner!: string;

  @Column('timestamptz')
  leaseUntil!: Date;

  /** Grows with every change of leader. A batch written under an older fence is refused. */
  @Column('bigint')
  fence!: string;

  /** Unused: what is due follows from the runs there were. The release before reads it, so it stays while that one may run. */
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
