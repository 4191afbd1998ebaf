import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DefaultPrice, Finding, Tariff, UnreadTariff } from '#suite';

/** What an operator charges us, as last received from HBS. */
@Entity('operator_pricing')
export class OperatorPricing {
  /** Canonical OperatorID. */
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

  /** Of everything received about this operator’s prices. */
  @Column('text')
  digest!: string;

  /** How many pulls since have not received the operator. */
  @Column('integer')
  missed!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  pulledAt!: Date;
}
