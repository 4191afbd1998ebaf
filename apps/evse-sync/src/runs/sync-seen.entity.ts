import { Entity, PrimaryColumn } from 'typeorm';

/** A charging point that the running pull has received: what is not here at its end has left the network. */
@Entity('sync_seen')
export class SyncSeen {
  @PrimaryColumn('uuid')
  runId!: string;

  /** Canonical EvseID. */
  @PrimaryColumn('text')
  key!: string;
}
