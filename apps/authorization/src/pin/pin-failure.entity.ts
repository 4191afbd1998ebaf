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

  /** Key of the PIN it was compared with; `null` where a replica of the release before counted it. */
  @Column('text', { nullable: true })
  pinKey!: string | null;

  @Index('pin_failure_failed_at')
  @Column('timestamptz')
  failedAt!: Date;
}
