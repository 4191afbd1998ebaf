import type { EntityManager } from 'typeorm';

/**
 * Takes the next revision, within a transaction. Until that commits, no other transaction gets one: a reader that has seen
 * a revision never sees a lower one afterwards.
 */
export async function nextRevision(manager: EntityManager): Promise<string> {
  await manager.query(`select pg_advisory_xact_lock(hashtext('auth.revision'))`);
  const [row] = await manager.query<{ revision: string }[]>(`select nextval('auth.revision') as revision`);
  if (!row) throw new Error('the sequence auth.revision returned nothing');
  return row.revision;
}
