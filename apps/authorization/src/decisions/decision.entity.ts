import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Decision } from './decision.js';

/** What one of our drivers was told about one session: asked again, he is told the same. */
@Entity('decision')
export class DecisionRow {
  /** Canonical SessionID; where HBS gave none, our EMPPartnerSessionID. */
  @PrimaryColumn('text')
  sessionKey!: string;

  /** Kind of medium and what it says: `rfid:04A1B2C3`. */
  @PrimaryColumn('text')
  mediumKey!: string;

  /** Of OICP; `000` is a yes. */
  @Column('text')
  code!: Decision['code'];

  @Column('text')
  evcoKey!: string;

  /** Our name for the session; given to every decision, told with an accepted one. */
  @Column('uuid')
  empPartnerSessionId!: string;

  @Index('decision_decided_at')
  @Column('timestamptz')
  decidedAt!: Date;
}
