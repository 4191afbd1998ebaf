import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { StoredAuthorisation } from './session-facts.js';

/** A session that we authorised or started, by one of its names. */
@Entity('known_session')
@Index('known_session_provider', ['providerId'])
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
  authorisations!: readonly StoredAuthorisation[] | null;

  @Column('timestamptz', { nullable: true })
  stopAcceptedAt!: Date | null;

  /** All of them, the first and the latest; null where the release before knew one. */
  @Column('timestamptz', { array: true, nullable: true })
  stopsAcceptedAt!: Date[] | null;

  @Column('boolean', { nullable: true })
  isReservation!: boolean | null;
}
