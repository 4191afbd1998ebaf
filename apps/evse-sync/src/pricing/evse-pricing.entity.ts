import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Finding } from '#suite';

/**
 * The tariffs that hold at a charging point, of one of the operators that list it: which of several is stored here depends
 * on the order in which they were received, so no tariffs are chosen by it.
 */
@Entity('evse_pricing')
export class EvsePricingRow {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;

  /** Canonical OperatorID. */
  @Index('evse_pricing_operator')
  @Column('text')
  operatorKey!: string;

  /** Names of its tariffs. */
  @Column('jsonb')
  productIds!: readonly string[];

  /** Why these tariffs may be incomplete. */
  @Column('jsonb', { default: [] })
  findings!: readonly Finding[];
}
