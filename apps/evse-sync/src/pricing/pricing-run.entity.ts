import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { PricingRunView, SyncReason } from '#suite';

/** One pull of prices: queued, running, or ended. */
@Entity('pricing_run')
@Index('pricing_run_state', ['state'])
export class PricingRun {
  /** Grows with every run that is queued. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  number!: string;

  @Index('pricing_run_id', { unique: true })
  @Column('uuid')
  id!: string;

  @Column('text')
  state!: PricingRunView['state'];

  @Column('text')
  requestedBy!: PricingRunView['requestedBy'];

  /** The OperatorID up to which it has pulled, in the order of their texts. */
  @Column('text', { nullable: true })
  lastOperator!: string | null;

  @Column('integer', { default: 0 })
  operators!: number;

  @Column('integer', { default: 0 })
  changed!: number;

  @Column('integer', { default: 0 })
  unreadable!: number;

  @Column('integer', { default: 0 })
  incomplete!: number;

  /** Findings by code. */
  @Column('jsonb', { default: {} })
  findings!: Readonly<Record<string, number>>;

  @Column('jsonb', { default: [] })
  reasons!: readonly SyncReason[];

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
