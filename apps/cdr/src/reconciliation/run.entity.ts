import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { parseCdrState, type CdrRun, type CdrStateWord } from '#suite';
import type { RunState } from '#persistence';

/** The failure of a cancelled run: the release before knows no such state. */
export const CANCELLED = { code: 'CANCELLED', message: 'The run was cancelled; what it had read is stored.' };

/** A reconciliation, with the place it has reached: the next leader resumes there. */
@Entity('run')
@Index('run_created', ['account', 'createdAt', 'id'])
@Index('run_open', { synchronize: false })
export class Run {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  account!: string;

  @Column('text')
  kind!: CdrRun['kind'];

  @Column('text')
  providerId!: string;

  @Column('timestamptz')
  fromAt!: Date;

  @Column('timestamptz')
  toAt!: Date;

  /** In the words of the release before, which may lead in turn. */
  @Column('text', { name: 'state' })
  storedState!: CdrStateWord;

  /** Its state in the words of every kind of run. */
  get state(): RunState {
    const isCancelled = this.storedState === 'failed' && this.failure?.code === CANCELLED.code;
    return isCancelled ? 'cancelled' : parseCdrState(this.storedState);
  }

  /** Where the window in work begins; everything before it is done. */
  @Column('timestamptz')
  doneUntil!: Date;

  /** The page of the window that is read next. */
  @Column('integer', { default: 0 })
  page!: number;

  /** Records a page: fewer than HBS takes where more would be too large for the broker. */
  @Column('integer', { default: 2_000 })
  pageSize!: number;

  @Column('integer', { nullable: true })
  pages!: number | null;

  /** Records in the window, as HBS said with its first page. Another number later on means that pages have shifted. */
  @Column('integer', { nullable: true })
  windowTotal!: number | null;

  @Column('integer', { default: 0 })
  windowRecords!: number;

  @Column('integer', { default: 0 })
  records!: number;

  @Column('integer', { default: 0 })
  added!: number;

  /** While it runs: why it will have failed in the end. */
  @Column('jsonb', { nullable: true })
  failure!: { readonly code: string; readonly message: string } | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
