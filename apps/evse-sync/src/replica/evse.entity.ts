import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A charging point as HBS last described it. */
@Entity('evse')
@Index('evse_operator', ['operatorKey', 'key'])
@Index('evse_point', ['point'], { spatial: true })
export class Evse {
  /** Canonical EvseID: the same for every spelling. */
  @PrimaryColumn('text')
  key!: string;

  /** As HBS wrote it. */
  @Column('text')
  evseId!: string;

  /** Canonical OperatorID; empty where the record names none. */
  @Column('text')
  operatorKey!: string;

  @Column('text', { nullable: true })
  operatorId!: string | null;

  @Column('text', { nullable: true })
  operatorName!: string | null;

  /** ISO 3166-1 alpha-3, of the address. */
  @Column('text', { nullable: true })
  country!: string | null;

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  /** The position as metres from the centre of the Earth; null where the record has none. */
  @Column('cube', { nullable: true })
  point!: number[] | null;

  @Column('text', { array: true })
  plugs!: string[];

  @Column('double precision', { nullable: true })
  maxPowerKw!: number | null;

  @Column('text', { array: true })
  authenticationModes!: string[];

  /** Not written any more (ADR 48): the column is here for processes of the release before, and goes with the next. */
  @Column('json', { nullable: true })
  record!: unknown;

  /** The record as it was in the answer that last changed it; it is parsed when it is requested. */
  @Column('text')
  raw!: string;

  /** Of everything parsed from the record: equal digests mean equal records. */
  @Column('text')
  digest!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
