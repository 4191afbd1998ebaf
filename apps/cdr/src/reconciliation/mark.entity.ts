import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Up to when what HBS lists has been read completely. Moves only when a run over all of it has succeeded. */
@Entity('mark')
export class Mark {
  @PrimaryColumn('text')
  account!: string;

  @PrimaryColumn('text')
  kind!: 'unforwarded' | 'sweep';

  @PrimaryColumn('text')
  providerId!: string;

  @Column('timestamptz')
  until!: Date;
}
