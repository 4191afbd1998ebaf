import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MOST_POWER_ATTEMPTS, nextPowerRetry } from '#suite';
import { ACCOUNT } from '../account.js';

/** That records are to be compared, taken for a while. */
export interface Claimed {
  readonly id: string;
  readonly sessionKeys: readonly string[];
  readonly attempts: number;
}

/** A claim by a replica that died ends after this. */
const CLAIMED_FOR_MS = 60_000;
/** For records whose power is asked for since they were stored: one that is added often is not asked for as often. */
export const WITHOUT_RETRY = MOST_POWER_ATTEMPTS;

/** Sessions whose records are compared again later: the power of their EVSE may then be known. */
export interface PowersMissing {
  /** evse-sync did not answer. */
  readonly unanswered: ReadonlySet<string>;
  /** The replica has no such EVSE yet. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Which records are to be compared. Whatever may change a finding adds its record here after it has committed, or with it:
 * so the replica that compares sees it, in whatever order two things are received by two replicas.
 */
@Injectable()
export class ComparisonQueue {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The records of a session, by either of its names.
   *
   * @param hbs the keys under which a record of its SessionID may be stored
   * @param emp the same of our EMPPartnerSessionID
   */
  async addRecordsOfSession({ hbs, emp }: { hbs: readonly string[]; emp: readonly string[] }): Promise<void> {
    await this.dataSource.query(
      `insert into cdr.comparison (account, session_keys, attempts)
       select account, array[session_key], ${WITHOUT_RETRY} from cdr.record
       where account = $1 and (session_key = any($2::text[]) or emp_session_key = any($3::text[]))`,
      [ACCOUNT, hbs, emp],
    );
  }

  async add(manager: EntityManager, sessionKeys: Iterable<string>, attempts = 0): Promise<void> {
    const keys = [...new Set(sessionKeys)];
    if (keys.length === 0) return;
    await manager.query(
      'insert into cdr.comparison (account, session_keys, attempts) values ($1, $2::text[], $3)',
      [ACCOUNT, keys, attempts],
    );
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

  /** Has those of these records that lack a power compared again later, ever later; not for ever. */
  async retry(
    manager: EntityManager,
    { sessionKeys, attempts }: Claimed,
    { unanswered, unknown }: PowersMissing,
  ): Promise<void> {
    for (const [kind, missing] of Object.entries({ unanswered, unknown })) {
      const next = nextPowerRetry(attempts, kind === 'unanswered' ? 'unanswered' : 'unknown');
      const again = sessionKeys.filter((each) => missing.has(each));
      if (next === undefined || again.length === 0) continue;
      await manager.query(
        `insert into cdr.comparison (account, session_keys, due_at, attempts)
         values ($1, $2::text[], now() + $3 * interval '1 ms', $4)`,
        [ACCOUNT, again, next.delayMs, next.attempts],
      );
    }
  }
}
