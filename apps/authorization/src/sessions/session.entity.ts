import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `auth.session`: whose session it is, from the events of remote-session. AuthorizeStop is decided by it. */
@Entity('session')
export class SessionRow {
  /** Canonical SessionID. */
  @PrimaryColumn('text')
  sessionKey!: string;

  /** With what it was started; `other`: HBS authorised it without us. */
  @Column('text')
  startedBy!: 'card' | 'qr' | 'plugAndCharge' | 'app' | 'other';

  /** EvcoID of its contract, as it was published. */
  @Column('text', { nullable: true })
  evcoId!: string | null;

  /** Canonical UID of the card that started it. */
  @Column('text', { nullable: true })
  uid!: string | null;

  /** Our own name for the session. */
  @Column('text', { nullable: true })
  empPartnerSessionId!: string | null;

  /** Of the event that published it: an older event that is received later changes nothing. */
  @Column('text')
  sequence!: string;

  /** When the event was received. */
  @Index('session_told_at')
  @Column('timestamptz', { name: 'told_at' })
  receivedAt!: Date;
}
