import { Entity, PrimaryColumn } from 'typeorm';

/**
 * A charging point that the last full pull has not brought, while the network changed under it. It has left the network
 * if another look does not bring it either.
 */
@Entity('sync_missing')
export class SyncMissing {
  @PrimaryColumn('text')
  key!: string;
}
