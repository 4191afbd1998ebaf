import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A row of `auth.pin_failure`: a wrong PIN, so that every replica counts it. */
@Entity('pin_failure')
export class PinFailure {
  /** Assigned by the database. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** Key of the EvcoID without check digit, whether the contract exists or not. */
  @Index('pin_failure_contract_key')
  @Column('text')
  contractKey!: string;

  /** Key of the PIN it was compared with; `null` where a replica of the release before counted it. */
  @Column('text', { nullable: true })
  pinKey!: string | null;

  /** When it was compared. */
  @Index('pin_failure_failed_at')
  @Column('timestamptz')
  failedAt!: Date;
}
