import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A session that we authorised or started, by one of its names. */
@Entity('known_session')
export class KnownSession {
  @PrimaryColumn('text')
  account!: string;

  /** `hbs`: its SessionID; `emp`: our EMPPartnerSessionID, the only name of a session whose SessionID we never heard. */
  @PrimaryColumn('text')
  kind!: 'hbs' | 'emp';

  @PrimaryColumn('text')
  key!: string;

  @Column('text', { nullable: true })
  providerId!: string | null;
}
