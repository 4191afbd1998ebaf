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

  /** No call is made before this, after HBS answered 429. */
  @Column('timestamptz', { nullable: true })
  pausedUntil!: Date | null;

  /** How often in a row HBS has answered 429. */
  @Column('integer', { default: 0 })
  strikes!: number;

  /** Result of the last request for a slot: 0 for granted, otherwise milliseconds to wait. */
  @Column('integer', { default: 0 })
  waitMs!: number;
}
