import type { DataSource, EntityManager } from 'typeorm';
import { schemaOf } from '../migrate.js';

/** An acquired lease; every batch of the job's work is written under it. */
export interface Leadership {
  /** The job that it leads. */
  readonly job: string;
  /** The replica that acquired it, a random UUID. */
  readonly owner: string;
  /** Fencing token: grows with every change of leader, a bigint as text. */
  readonly fence: string;
}

/** Acquires the lease for `forMs` if it is free or expired, by the database's clock; `undefined` while another holds it. */
export async function acquireLease(
  dataSource: DataSource,
  { job, owner, forMs }: { job: string; owner: string; forMs: number },
): Promise<Leadership | undefined> {
  const lease = `${schemaOf(dataSource)}.lease`;
  // Not `do update`: that names one unique index, and of two who insert at once one fails at the other index.
  const rows = await dataSource.query<{ fence: string }[]>(
    `with created as (
       insert into ${lease} (job, owner, lease_until, fence)
       values ($1, $2, clock_timestamp() + $3 * interval '1 ms', 1)
       on conflict do nothing returning fence),
     taken as (
       update ${lease} set owner = $2, lease_until = clock_timestamp() + $3 * interval '1 ms', fence = fence + 1
       where job = $1 and lease_until < clock_timestamp() returning fence)
     select fence from created union all select fence from taken`,
    [job, owner, forMs],
  );
  return rows[0] && { job, owner, fence: rows[0].fence };
}

/** Extends the lease by `forMs` from now. @returns false when another replica leads by now */
export async function renewLease(
  dataSource: DataSource,
  { job, fence }: Leadership,
  forMs: number,
): Promise<boolean> {
  const [, count] = await dataSource.query<[unknown[], number]>(
    `update ${schemaOf(dataSource)}.lease set lease_until = clock_timestamp() + $3 * interval '1 ms'
     where job = $1 and fence = $2`,
    [job, fence, forMs],
  );
  return count === 1;
}

/** Releases the lease, so that the next leader need not wait until it expires. */
export async function releaseLease(dataSource: DataSource, { job, fence }: Leadership): Promise<void> {
  await dataSource.query(
    `update ${schemaOf(dataSource)}.lease set lease_until = '-infinity' where job = $1 and fence = $2`,
    [job, fence],
  );
}

/**
 * Checks within a transaction that the leadership still holds, and locks it until the transaction ends. Without this
 * check a leader that was replaced without noticing could write.
 */
export async function holdsLease(manager: EntityManager, { job, fence }: Leadership): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `select from ${schemaOf(manager.connection)}.lease where job = $1 and fence = $2 for key share`,
    [job, fence],
  );
  return rows.length === 1;
}
