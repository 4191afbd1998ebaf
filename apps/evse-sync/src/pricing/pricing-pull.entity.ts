import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PricingPullView, SyncReason } from '#suite';

/** The latest pull of prices: one row, so that a restart or another leader knows what is due. */
@Entity('pricing_pull')
export class PricingPullState {
  /** Always 1. */
  @PrimaryColumn('integer')
  id!: number;

  @Column('text')
  state!: PricingPullView['state'];

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
