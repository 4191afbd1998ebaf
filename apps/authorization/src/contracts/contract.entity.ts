import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `auth.contract`: an agreement with a driver, under which media may charge. */
@Entity('contract')
export class Contract {
  /** Canonical EvcoID: the same for every way to write it. */
  @PrimaryColumn('text')
  evcoKey!: string;

  /** The EvcoID as it was written. */
  @Column('text')
  evcoId!: string;

  /** A blocked contract authorises nothing. */
  @Column('text')
  status!: 'active' | 'blocked';

  /** The contract authorises from this instant on. */
  @Column('timestamptz', { nullable: true })
  validFrom!: Date | null;

  /** The contract does not authorise from this instant on. */
  @Column('timestamptz', { nullable: true })
  validUntil!: Date | null;

  /** bcrypt; the PIN itself is not stored. */
  @Column('text', { nullable: true })
  pinHash!: string | null;

  /** Grows with every change to contracts or tokens; replicas poll it. */
  @Index('contract_revision')
  @Column('bigint')
  revision!: string;
}
