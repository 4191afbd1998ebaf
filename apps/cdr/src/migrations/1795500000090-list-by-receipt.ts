import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records whose session ended in 1970 or in 2099 are listed by when they were received, as later ones are. */
export class ListByReceipt1795500000090 implements MigrationInterface {
  name = 'ListByReceipt1795500000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update cdr.record set listed_at = (summary->>'receivedAt')::timestamptz
       where listed_at < '2015-01-01T00:00:00Z' or listed_at > now() + interval '14 hours 5 minutes'`,
    );
  }

  /** The release before reads them as well. */
  async down(): Promise<void> {}
}
