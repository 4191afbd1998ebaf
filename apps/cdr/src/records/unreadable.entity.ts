import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Bytes that should have been a charge detail record and name no session: quarantined. */
@Entity('unreadable')
@Unique('unreadable_once', ['account', 'digest'])
export class Unreadable {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  account!: string;

  /** SHA-256 of the bytes. */
  @Column('text')
  digest!: string;

  @Column('bytea')
  raw!: Buffer;

  @Column('text')
  problem!: string;

  @Column('text')
  source!: 'forwarded' | 'pulled';

  @Column('text', { nullable: true })
  operatorId!: string | null;

  @Column('text', { nullable: true })
  providerId!: string | null;

  @Column('timestamptz')
  receivedAt!: Date;

  /** How often the same bytes were received. */
  @Column('integer', { default: 1 })
  copies!: number;
}
