import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An agreement with a driver, under which media may charge. */
@Entity('contract')
export class Contract {
  /** Canonical EvcoID: the same for every way to write it. */
  @PrimaryColumn('text')
  evcoKey!: string;

  /** The EvcoID as it was written. */
  @Column('text')
  evcoId!: string;

  @Column('text')
  status!: 'active' | 'blocked';

  @Column('timestamptz', { nullable: true })
  validFrom!: Date | null;

  @Column('timestamptz', { nullable: true })
  validUntil!: Date | null;

  /** bcrypt; the PIN itself is nowhere. */
  @Column('text', { nullable: true })
  pinHash!: string | null;

  /** Grows with every change to contracts or tokens; replicas follow it. */
  @Index('contract_revision')
  @Column('bigint')
  revision!: string;
}
