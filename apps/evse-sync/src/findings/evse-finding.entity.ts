import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EvseFindingCode } from '#suite';

/** What is wrong with a charging point as HBS last described it, or with its latest status. */
@Entity('evse_finding')
@Index('evse_finding_code', ['code', 'key'])
export class EvseFindingRow {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;

  /** Whether the record is wrong or the status. */
  @PrimaryColumn('text')
  about!: 'record' | 'status';

  @PrimaryColumn('text')
  code!: EvseFindingCode;

  /** JSON Pointer into the record; empty for the whole. */
  @PrimaryColumn('text')
  pointer!: string;

  @Column('text')
  message!: string;

  /** When it was first found; every pull since has found it again. */
  @Column('timestamptz')
  since!: Date;
}
