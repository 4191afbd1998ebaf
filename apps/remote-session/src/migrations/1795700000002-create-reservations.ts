import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReservations1795700000002 implements MigrationInterface {
  name = 'CreateReservations1795700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table session.reservation (
      id uuid primary key,
      state text not null,
      session_key text,
      evse_key text not null,
      evco_key text not null,
      view jsonb not null,
      requested_at timestamptz(3) not null,
      ends_at timestamptz(3) not null,
      answer_due_at timestamptz(3)
    )`);
    await runner.query(
      `create unique index reservation_standing on session.reservation (evse_key, evco_key)
       where state in ('requested', 'reserved', 'releasing', 'UNKNOWN')`,
    );
    await runner.query('create index reservation_requested on session.reservation (requested_at, id)');
    await runner.query('create index reservation_evco_key on session.reservation (evco_key, requested_at)');
    await runner.query('create index reservation_session_key on session.reservation (session_key)');
    await runner.query('create index reservation_answer_due on session.reservation (answer_due_at)');
    await runner.query(
      `create index reservation_ends on session.reservation (ends_at) where state in ('reserved', 'UNKNOWN')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session.reservation');
  }
}
