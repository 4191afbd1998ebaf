import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PricingPullReply, SyncReason } from '#suite';

/** The latest pull of prices in the one row of the release before, which may lead in turn; goes with the next release. */
@Entity('pricing_pull')
export class PricingPullState {
  /** Always 1. */
  @PrimaryColumn('integer')
  id!: number;

  @Column('text')
  state!: PricingPullReply['state'];

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  orderedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;

  @Column('integer')
  operators!: number;

  @Column('integer')
  changed!: number;

  @Column('integer')
  unreadable!: number;

  @Column('integer', { default: 0 })
  incomplete!: number;

  /** Findings by code. */
  @Column('jsonb', { default: {} })
  findings!: Readonly<Record<string, number>>;

  @Column('jsonb')
  reasons!: readonly SyncReason[];
}
