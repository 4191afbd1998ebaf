import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { backoff } from '#platform';
import { ACCOUNT } from '../account.js';

/** That records are to be compared, taken for a while. */
export interface Claimed {
  readonly id: string;
  readonly sessionKeys: readonly string[];
  readonly attempts: number;
}

/** Who takes it and dies leaves it to others after this. */
const CLAIMED_FOR_MS = 60_000;
const RETRY = { initial: 15_000, most: 60 * 60_000 };
/** About a day; then the fixed limit stays what the record was compared with. */
const MOST_ATTEMPTS = 30;

/**
 * Which records are to be compared. Whatever may change a finding adds its record here after it has committed, or with it:
 * so whoever compares sees it, in whatever order two things arrive at two replicas.
 */
@Injectable()
export class ComparisonQueue {
  constructor(private readonly dataSource: DataSource) {}

  /** The records of a session, by either of its names. */
  async addRecordsOf({ hbs, emp }: { hbs: string | undefined; emp: string | undefined }): Promise<void> {
    await this.dataSource.query(
      `insert into cdr.comparison (account, session_keys)
       select account, array[session_key] from cdr.record
       where account = $1 and (session_key = $2 or emp_session_key = $3)`,
      [ACCOUNT, hbs ?? null, emp ?? null],
    );
  }

  async add(manager: EntityManager, sessionKeys: Iterable<string>): Promise<void> {
    const keys = [...new Set(sessionKeys)];
    if (keys.length === 0) return;
    await manager.query('insert into cdr.comparison (account, session_keys) values ($1, $2::text[])', [
      ACCOUNT,
      keys,
    ]);
  }

  /** Takes what is due, for a while. */
  async claim(most: number): Promise<readonly Claimed[]> {
    const [rows] = await this.dataSource.query<[Claimed[], number]>(
      `update cdr.comparison set due_at = now() + $1 * interval '1 ms'
       where id in (select id from cdr.comparison where account = $2 and due_at <= now()
         order by due_at limit $3 for update skip locked)
       returning id, session_keys as "sessionKeys", attempts`,
      [CLAIMED_FOR_MS, ACCOUNT, most],
    );
    return rows;
  }

  /** Makes one of each record, so that one that cannot be compared does not cost those that were added with it. */
  async split(claimed: Claimed): Promise<void> {
    await this.dataSource.query(
      `with taken as (delete from cdr.comparison where id = $1 returning account, session_keys, attempts)
       insert into cdr.comparison (account, session_keys, attempts)
       select account, array[key], attempts from taken, unnest(session_keys) as key`,
      [claimed.id],
    );
  }

  /** What was compared. */
  async remove(manager: EntityManager, claimed: readonly Claimed[]): Promise<void> {
    await manager.query('delete from cdr.comparison where id = any($1::bigint[])', [
      claimed.map(({ id }) => id),
    ]);
  }

  /** Has some of these records compared again later, ever later; not for ever. */
  async retry(
    manager: EntityManager,
    { sessionKeys, attempts }: Claimed,
    unanswered: ReadonlySet<string>,
  ): Promise<void> {
    const again = sessionKeys.filter((each) => unanswered.has(each));
    if (again.length === 0 || attempts >= MOST_ATTEMPTS) return;
    await manager.query(
      `insert into cdr.comparison (account, session_keys, due_at, attempts)
       values ($1, $2::text[], now() + $3 * interval '1 ms', $4)`,
      [ACCOUNT, again, backoff(attempts + 1, RETRY), attempts + 1],
    );
  }
}
