import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A card that identifies a contract. */
@Entity('token')
export class Token {
  /** Canonical UID: upper-case hexadecimal. */
  @PrimaryColumn('text')
  uid!: string;

  @Index('token_evco_key')
  @Column('text')
  evcoKey!: string;

  /** A deleted token stays as a mark, so that replicas hear of it. */
  @Column('text')
  status!: 'active' | 'blocked' | 'deleted';

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  /** Cards of one group may stop each other's sessions. */
  @Column('text', { nullable: true })
  groupName!: string | null;

  @Index('token_revision')
  @Column('bigint')
  revision!: string;
}
