import { Entity, PrimaryColumn } from 'typeorm';

/** A charging point that the pull under way has brought: what is not here at its end has left the network. */
@Entity('sync_seen')
export class SyncSeen {
  @PrimaryColumn('uuid')
  runId!: string;

  @PrimaryColumn('text')
  key!: string;
}
