import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Finding } from '#suite';

/** What {@link EvsePricingRow} is of one operator that lists a charging point, of each further one. */
@Entity('further_evse_pricing')
export class FurtherEvsePricingRow {
  /** Canonical OperatorID. */
  @PrimaryColumn('text')
  operatorKey!: string;

  /** Canonical EvseID. */
  @Index('further_evse_pricing_key')
  @PrimaryColumn('text')
  key!: string;

  /** Names of its tariffs. */
  @Column('jsonb')
  productIds!: readonly string[];

  /** Why these tariffs may be incomplete. */
  @Column('jsonb')
  findings!: readonly Finding[];
}
