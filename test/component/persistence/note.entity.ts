import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createLeaseTable, Lease, type ServiceDatabase } from '#persistence';

/** A table with one column of each kind that COPY must carry. */
@Entity('note')
export class Note {
  @PrimaryColumn('integer')
  id!: number;

  @Column('text', { nullable: true })
  writtenText!: string | null;

  @Column('bytea', { nullable: true })
  rawBytes!: Buffer | null;

  @Column('jsonb', { nullable: true })
  content!: unknown;

  @Column('timestamptz', { nullable: true })
  writtenAt!: Date | null;
}

class CreateNotes1700000000000 implements MigrationInterface {
  name = 'CreateNotes1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table notes.note (id integer primary key, written_text text, raw_bytes bytea, content jsonb, written_at timestamptz)`,
    );
    await runner.query(createLeaseTable('notes'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notes.note, notes.lease');
  }
}

export const notes: ServiceDatabase = {
  schema: 'notes',
  entities: [Note, Lease],
  migrations: [CreateNotes1700000000000],
};
