import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The calls of one operation that one account at HBS has made within the last window. */
@Entity('call_limit')
export class CallLimit {
  @PrimaryColumn('text')
  account!: string;

  @PrimaryColumn('text')
  operation!: string;

  /** When each was made, oldest first, by the database's clock. */
  @Column('timestamptz', { array: true, default: '{}' })
  instants!: Date[];

  /** HBS wants no call before this. */
  @Column('timestamptz', { nullable: true })
  pausedUntil!: Date | null;

  /** How often HBS said in a row that it had been too much. */
  @Column('integer', { default: 0 })
  strikes!: number;

  /** What whoever asked last was told: 0 has a place, others wait so many milliseconds. */
  @Column('integer', { default: 0 })
  waitMs!: number;
}
