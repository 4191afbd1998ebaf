import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An event that was committed together with the state it describes, and that the broker has not confirmed yet. */
@Entity('outbox')
export class OutboxRow {
  /** Order of relaying, and the event's sequence: it grows with the commits that touch one subject. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** The event's name, its routing key. */
  @Column('text')
  event!: string;

  /** The event as {@link CloudEvent}, without its sequence. */
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
