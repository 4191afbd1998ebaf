import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReservationState, ReservationView } from '#suite';

/** A charging point that is, was or may be reserved for a driver. */
@Entity('reservation')
@Index('reservation_requested', ['requestedAt', 'id'])
@Index('reservation_evco_key', ['evcoKey', 'requestedAt'])
@Index('reservation_standing', ['evseKey', 'evcoKey'], {
  unique: true,
  where: `state in ('requested', 'reserved', 'releasing', 'UNKNOWN')`,
})
export class Reservation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  state!: ReservationState;

  /** Canonical SessionID of the reservation, once HBS has given it. */
  @Index('reservation_session_key')
  @Column('text', { nullable: true })
  sessionKey!: string | null;

  @Column('text')
  evseKey!: string;

  @Column('text')
  evcoKey!: string;

  @Column('jsonb')
  view!: ReservationView;

  @Column({ type: 'timestamptz', precision: 3 })
  requestedAt!: Date;

  /** When the operator gives the charging point free by itself, at the earliest. */
  @Index('reservation_ends', { where: `state in ('reserved', 'UNKNOWN')` })
  @Column({ type: 'timestamptz', precision: 3 })
  endsAt!: Date;

  /** Until when HBS's answer is waited for, while one is. */
  @Index('reservation_answer_due')
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  answerDueAt!: Date | null;
}
