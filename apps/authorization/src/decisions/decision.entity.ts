import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Decision } from './decision.js';

/** A row of `auth.decision`: the decision about one of our drivers and one session. A repeated request gets the same. */
@Entity('decision')
export class DecisionRow {
  /** Canonical SessionID; where HBS gave none, our EMPPartnerSessionID. */
  @PrimaryColumn('text')
  sessionKey!: string;

  /** Kind of medium and its identifier: `rfid:04A1B2C3`. */
  @PrimaryColumn('text')
  mediumKey!: string;

  /** Status code of OICP; `000` authorises. */
  @Column('text')
  code!: Decision['code'];

  /** Canonical EvcoID of the contract. */
  @Column('text')
  evcoKey!: string;

  /** Our name for the session; every decision has one, HBS receives that of an authorised one. */
  @Column('uuid')
  empPartnerSessionId!: string;

  /** When it was made. */
  @Index('decision_decided_at')
  @Column('timestamptz')
  decidedAt!: Date;
}
