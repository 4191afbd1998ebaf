import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Whose session it is, from what remote-session tells: AuthorizeStop is decided by it. */
@Entity('session')
export class SessionRow {
  /** Canonical SessionID. */
  @PrimaryColumn('text')
  sessionKey!: string;

  @Column('text')
  startedBy!: 'card' | 'qr' | 'plugAndCharge' | 'app' | 'other';

  @Column('text', { nullable: true })
  evcoId!: string | null;

  @Column('text', { nullable: true })
  uid!: string | null;

  @Column('text', { nullable: true })
  empPartnerSessionId!: string | null;

  /** Of the event that told it: an older one that comes later changes nothing. */
  @Column('text')
  sequence!: string;

  @Index('session_told_at')
  @Column('timestamptz', { name: 'told_at' })
  publishedAt!: Date;
}
