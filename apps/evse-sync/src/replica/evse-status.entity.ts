import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The status of a charging point. HBS tells statuses of points whose record it has not told, and the other way round. */
@Entity('evse_status')
export class EvseStatus {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;

  /** As HBS wrote it beside the status. */
  @Column('text')
  evseId!: string;

  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  previous!: string | null;

  /** When this status was first seen, or asked for by itself; a later whole snapshot confirms it without touching it. */
  @Column('timestamptz')
  observedAt!: Date;
}
