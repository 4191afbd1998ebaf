import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { QuarantinedRecord } from '#suite';

/** A record or a status that was quarantined, because nothing in it says which EVSE it is. */
@Entity('quarantine')
export class Quarantine {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Index('quarantine_run')
  @Column('uuid')
  runId!: string;

  @Column('integer')
  page!: number;

  @Column('integer')
  position!: number;

  @Column('text')
  raw!: string;

  @Column('jsonb')
  reasons!: QuarantinedRecord['reasons'];

  @Column('timestamptz')
  quarantinedAt!: Date;
}
