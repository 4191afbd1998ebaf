import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A wrong PIN, so that every replica counts it. */
@Entity('pin_failure')
export class PinFailure {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** Key of the EvcoID without check digit, whether there is such a contract or not. */
  @Index('pin_failure_contract_key')
  @Column('text')
  contractKey!: string;

  @Index('pin_failure_failed_at')
  @Column('timestamptz')
  failedAt!: Date;
}
