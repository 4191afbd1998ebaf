import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `auth.token`: a card that identifies a contract. */
@Entity('token')
export class Token {
  /** Canonical UID: upper-case hexadecimal. */
  @PrimaryColumn('text')
  uid!: string;

  /** Canonical EvcoID of its contract. */
  @Index('token_evco_key')
  @Column('text')
  evcoKey!: string;

  /** A deleted card remains as a row, so that replicas read that it is. */
  @Column('text')
  status!: 'active' | 'blocked' | 'deleted';

  /** The card is refused from this instant on. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  /** Cards of one group may stop each other's sessions. */
  @Column('text', { nullable: true })
  groupName!: string | null;

  /** Grows with every change to contracts or tokens; replicas poll it. */
  @Index('token_revision')
  @Column('bigint')
  revision!: string;
}
