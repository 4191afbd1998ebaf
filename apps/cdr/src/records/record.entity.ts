import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CdrSummary } from '#suite';

/** The charge detail record of one session: the first one received, and how often and in how many forms since. */
@Entity('record')
@Index('record_listed', ['account', 'listedAt', 'sessionKey'])
@Index('record_evse_key', ['account', 'evseKey', 'listedAt', 'sessionKey'])
@Index('record_evco_key', ['account', 'evcoKey', 'listedAt', 'sessionKey'])
@Index('record_uid_key', ['account', 'uidKey', 'listedAt', 'sessionKey'])
@Index('record_operator_key', ['account', 'operatorKey', 'listedAt', 'sessionKey'])
@Index('record_uid_charged', ['account', 'uidKey', 'chargingEnd', 'chargingStart', 'sessionKey'], {
  where: 'uid_key is not null',
})
@Index('record_evse_charged', ['account', 'evseKey', 'chargingEnd', 'chargingStart', 'sessionKey'])
@Index('record_cpo_charged', ['account', 'cpoSessionKey', 'chargingEnd', 'chargingStart', 'sessionKey'], {
  where: 'cpo_session_key is not null',
})
@Index('record_session_open', ['account', 'listedAt', 'sessionKey'], {
  where: 'session_compared is not true',
})
@Index('record_provider', ['providerId'])
@Index('record_emp_session', ['account', 'empSessionKey'], { where: 'emp_session_key is not null' })
@Index('record_not_read', ['account', 'listedAt'], { where: 'compared_with is null' })
@Index('record_finding_codes', { synchronize: false })
@Index('record_conflicted', { synchronize: false })
export class CdrRecord {
  @PrimaryColumn('text')
  account!: string;

  /** Canonical SessionID: the identity of the record. */
  @PrimaryColumn('text')
  sessionKey!: string;

  /** SHA-256 of the billing facts of the first content. */
  @Column('text')
  factsDigest!: string;

  @Column('text', { nullable: true })
  empSessionKey!: string | null;

  /** An attribute, not identity: a forwarded copy may name none while the pulled one does. */
  @Column('text', { nullable: true })
  providerId!: string | null;

  @Column('text', { nullable: true })
  evseKey!: string | null;

  @Column('text', { nullable: true })
  evcoKey!: string | null;

  @Column('text', { nullable: true })
  uidKey!: string | null;

  /** Cards that it names beside its first; null for nearly all. */
  @Column('text', { array: true, nullable: true })
  furtherUidKeys!: string[] | null;

  /** Contracts that it names beside its first, as written. */
  @Column('text', { array: true, nullable: true })
  furtherEvcoIds!: string[] | null;

  @Column('text', { nullable: true })
  operatorKey!: string | null;

  /** With `chargingEnd`: when it charged, where that can be compared with others; without offset as if it were UTC. */
  @Column('timestamptz', { nullable: true })
  chargingStart!: Date | null;

  @Column('timestamptz', { nullable: true })
  chargingEnd!: Date | null;

  /** The operator, and its own name of the session. */
  @Column('text', { nullable: true })
  cpoSessionKey!: string | null;

  /** Whether the contract is that of our decision, and not named by the record. */
  @Column('boolean', { nullable: true })
  attributed!: boolean | null;

  /** Whether the session was known when the record was last published; null where no comparison published it. */
  @Column('boolean', { nullable: true })
  sessionKnown!: boolean | null;

  /** Whether more than the name of its session was known then. */
  @Column('boolean', { nullable: true })
  sessionCompared!: boolean | null;

  /** Sessions that its findings name; null while its columns for comparison are empty, written by the release before. */
  @Column('text', { array: true, nullable: true })
  comparedWith!: string[] | null;

  @Column('numeric', { nullable: true })
  consumedEnergyKwh!: string | null;

  /** When the session ended; where that could not be read or cannot be, when the record was received. */
  @Column('timestamptz')
  listedAt!: Date;

  @Column('jsonb')
  summary!: CdrSummary;

  @Column('text', { array: true })
  findingCodes!: string[];

  /** How often it was forwarded to us. */
  @Column('integer')
  forwarded!: number;

  /** Whether a pull has found it. */
  @Column('boolean')
  pulled!: boolean;

  /** Different contents with the same bill, beside the first. */
  @Column('integer', { default: 0 })
  variants!: number;

  /** Different bills, beside the first. */
  @Column('integer', { default: 0 })
  conflicts!: number;
}
