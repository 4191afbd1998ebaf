import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** That a record is to be compared. Only added and taken, never changed together: nobody who adds waits for anybody. */
@Entity('comparison')
export class DueComparison {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  account!: string;

  @Column('text')
  sessionKey!: string;

  @Index('comparison_due')
  @Column('timestamptz', { default: () => 'now()' })
  dueAt!: Date;

  /** How often the power of its EVSE was asked for in vain. */
  @Column('integer', { default: 0 })
  attempts!: number;
}
