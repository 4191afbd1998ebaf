import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { QuarantinedRecord } from '#suite';

/** A record or a status that was quarantined because it has no readable EvseID. */
@Entity('quarantine')
export class Quarantine {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Index('quarantine_run')
  @Column('uuid')
  runId!: string;

  /** Page of the pull, or chunk of the snapshot, from 0. */
  @Column('integer')
  page!: number;

  /** Position in the page, from 0. */
  @Column('integer')
  position!: number;

  /** As JSON. */
  @Column('text')
  raw!: string;

  @Column('jsonb')
  reasons!: QuarantinedRecord['reasons'];

  @Column('timestamptz')
  quarantinedAt!: Date;
}
