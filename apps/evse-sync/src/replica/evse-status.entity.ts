import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The status of a charging point. HBS sends statuses of charging points without a record, and records without a status. */
@Entity('evse_status')
export class EvseStatus {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;

  /** As HBS wrote it with the status. */
  @Column('text')
  evseId!: string;

  /** A value of OICP, or another that the operator sent. */
  @Column('text')
  status!: string;

  /** The status before this one. */
  @Column('text', { nullable: true })
  previous!: string | null;

  /** When this status was first received, or pulled by EvseID; a later snapshot confirms it without changing the row. */
  @Column('timestamptz')
  observedAt!: Date;
}
