import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A start that a caller may ask for again without starting again. */
@Entity('idempotency_key')
export class IdempotencyKey {
  /** Whose key it is: the digest of the API key. */
  @PrimaryColumn('text')
  caller!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Of what was asked. */
  @Column('text')
  digest!: string;

  @Column('uuid')
  session!: string;

  @Index('idempotency_key_expiry')
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
