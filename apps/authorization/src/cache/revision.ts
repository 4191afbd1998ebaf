import type { EntityManager } from 'typeorm';

/**
 * The next revision, within a transaction. Until that commits, nobody else gets one: a follower that has seen a
 * revision will never be shown a lower one afterwards.
 */
export async function nextRevision(manager: EntityManager): Promise<string> {
  await manager.query(`select pg_advisory_xact_lock(hashtext('auth.revision'))`);
  const [row] = await manager.query<{ revision: string }[]>(`select nextval('auth.revision') as revision`);
  if (!row) throw new Error('the sequence auth.revision gave nothing');
  return row.revision;
}
