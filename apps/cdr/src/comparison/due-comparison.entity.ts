import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** That records are to be compared. Rows are added and taken: nobody who adds waits for anybody. */
@Entity('comparison')
export class DueComparison {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  account!: string;

  @Column('text', { array: true })
  sessionKeys!: string[];

  @Index('comparison_due')
  @Column('timestamptz', { default: () => 'now()' })
  dueAt!: Date;

  /** How often the power of their EVSEs was asked for in vain; at most as often as it is asked for at all. */
  @Column('integer', { default: 0 })
  attempts!: number;
}
