import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SessionState, SessionView } from '#suite';
import type { SessionPower } from '../findings/session-power.js';

/** A session, as its facts show it. Everything here follows from them, except what is being waited for. */
@Entity('session')
@Index('session_opened', ['openedAt', 'id'])
@Index('session_evco_key', ['evcoKey', 'openedAt'])
@Index('session_evse_key', ['evseKey', 'openedAt'])
@Index('session_state_heard', ['state', 'heardAt'])
@Index('session_own_emp_key', ['empKey'], { where: 'emp_key_is_ours' })
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  /** Canonical SessionID. */
  @Index('session_session_key', { unique: true })
  @Column('text', { nullable: true })
  sessionKey!: string | null;

  /** EMPPartnerSessionID by which it can be found. */
  @Index('session_emp_key')
  @Column('text', { nullable: true })
  empKey!: string | null;

  /** Whether we gave that ID out; what a CPO writes there by itself finds nothing. */
  @Column('boolean')
  empKeyIsOurs!: boolean;

  @Column('text')
  state!: SessionState;

  @Column('text', { nullable: true })
  evcoKey!: string | null;

  @Column('text', { nullable: true })
  evseKey!: string | null;

  @Column('jsonb')
  view!: SessionView;

  @Column({ type: 'timestamptz', precision: 3 })
  openedAt!: Date;

  /** When anything was last reported of it. */
  @Column({ type: 'timestamptz', precision: 3 })
  heardAt!: Date;

  /** Which stop an answer is awaited to; none while it is the start. */
  @Column('text', { nullable: true })
  awaitedStop!: string | null;

  /** Until when HBS's answer is waited for, while one is. */
  @Index('session_answer_due')
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  answerDueAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  orphanReportedAt!: Date | null;

  /** The power of its EVSE, once a report has named energy. */
  @Column('jsonb', { nullable: true })
  power!: SessionPower | null;

  /** When evse-sync is asked for it next. */
  @Index('session_power_due', { where: 'power_due_at is not null' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  powerDueAt!: Date | null;

  /** The session that this one turned out to be. */
  @Column('uuid', { nullable: true })
  mergedInto!: string | null;
}
