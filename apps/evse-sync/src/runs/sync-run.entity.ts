import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { SyncCounts, SyncReason, SyncRunView } from '#suite';

/** One pull from HBS into the replica: queued, running, or ended. */
@Entity('sync_run')
@Index('sync_run_state', ['kind', 'state'])
@Index('sync_run_watermark', ['kind', 'watermark'])
export class SyncRun {
  /** Grows with every run that is queued. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  number!: string;

  @Index('sync_run_id', { unique: true })
  @Column('uuid')
  id!: string;

  @Column('text')
  kind!: SyncRunView['kind'];

  @Column('text')
  mode!: SyncRunView['mode'];

  @Column('text')
  state!: SyncRunView['state'];

  @Column('text')
  requestedBy!: SyncRunView['requestedBy'];

  /** Instead of SYNC_MAX_DELETE_SHARE. */
  @Column('double precision', { nullable: true })
  maxDeleteShare!: number | null;

  /** The moment from which a delta was requested. */
  @Column('timestamptz', { nullable: true })
  lastCall!: Date | null;

  /** The page with which a leader resumes, from 0. */
  @Column('integer')
  nextPage!: number;

  @Column('jsonb')
  counts!: SyncCounts;

  @Column('jsonb')
  reasons!: SyncReason[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** The moment up to which the replica is complete thanks to this run; null where something of it is missing. */
  @Column('timestamptz', { nullable: true })
  watermark!: Date | null;
}
