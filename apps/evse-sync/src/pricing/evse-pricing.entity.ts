import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Finding } from '#suite';

/** Which tariffs of its operator hold at a charging point. */
@Entity('evse_pricing')
export class EvsePricingRow {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;

  @Index('evse_pricing_operator')
  @Column('text')
  operatorKey!: string;

  @Column('jsonb')
  productIds!: readonly string[];

  /** What leaves in doubt whether these tariffs are all. */
  @Column('jsonb', { default: [] })
  findings!: readonly Finding[];
}
