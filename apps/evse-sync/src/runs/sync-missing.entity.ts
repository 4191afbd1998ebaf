import { Entity, PrimaryColumn } from 'typeorm';

/**
 * A charging point that the last full pull has not received while the network changed. It has left the network if the
 * next full pull does not receive it either.
 */
@Entity('sync_missing')
export class SyncMissing {
  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;
}
