import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An event that was committed with the state it speaks of and is not yet confirmed by the broker. */
@Entity('outbox')
export class OutboxRow {
  /** Order of relaying, and the event's sequence: it grows along with the commits that touch one subject. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  event!: string;

  @Column('jsonb')
  envelope!: unknown;
}

/** The statement of the migration that creates the table in a service's schema. */
export const createOutboxTable = (schema: string): string => `
  create table ${schema}.outbox (
    id bigint generated always as identity primary key,
    event text not null,
    envelope jsonb not null
  )`;
