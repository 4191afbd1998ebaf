import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FactKind, FactSays, FactSource } from '../state/fact.js';

/**
 * One thing that was reported about a session; never changed, except that it was received earlier, or that its sender sees
 * it otherwise later.
 */
@Entity('session_fact')
export class SessionFact {
  @PrimaryColumn('uuid')
  session!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  kind!: FactKind;

  @Column('text')
  source!: FactSource;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  receivedAt!: Date;

  @Column('text', { nullable: true })
  processId!: string | null;

  @Column('jsonb')
  says!: FactSays;

  /** The message as received, where there was one. */
  @Column('bytea', { nullable: true })
  raw!: Buffer | null;
}
