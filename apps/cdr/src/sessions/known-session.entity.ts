import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Authorisation } from '#suite';

/** A session that we authorised or started, by one of its names. */
@Entity('known_session')
export class KnownSession {
  @PrimaryColumn('text')
  account!: string;

  /** `hbs`: its SessionID; `emp`: our EMPPartnerSessionID, the only name of a session whose SessionID was never reported. */
  @PrimaryColumn('text')
  kind!: 'hbs' | 'emp';

  @PrimaryColumn('text')
  key!: string;

  @Column('text', { nullable: true })
  providerId!: string | null;

  /** What we decided about it; null of a session that was known before records were compared. */
  @Column('jsonb', { nullable: true })
  authorisations!: readonly Authorisation[] | null;

  @Column('timestamptz', { nullable: true })
  stopAcceptedAt!: Date | null;

  @Column('boolean', { nullable: true })
  isReservation!: boolean | null;
}
