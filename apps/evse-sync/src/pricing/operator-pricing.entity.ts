import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DefaultPrice, Finding, Tariff, UnreadTariff } from '#suite';

/** What an operator charges us, as HBS last told it. */
@Entity('operator_pricing')
export class OperatorPricing {
  @PrimaryColumn('text')
  operatorKey!: string;

  /** As HBS wrote it. */
  @Column('text')
  operatorId!: string;

  @Column('jsonb')
  tariffs!: readonly Tariff[];

  @Column('jsonb', { nullable: true })
  defaultPrice!: DefaultPrice | null;

  /** Tariffs whose price could not be read. */
  @Column('jsonb', { default: [] })
  unreadTariffs!: readonly UnreadTariff[];

  /** Why the default price could not be read. */
  @Column('jsonb', { default: [] })
  defaultFindings!: readonly Finding[];

  /** Of everything HBS said of this operator’s prices. */
  @Column('text')
  digest!: string;

  /** In how many pulls since HBS left the operator out. */
  @Column('integer')
  missed!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  pulledAt!: Date;
}
