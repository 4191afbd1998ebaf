import type { EntityManager } from 'typeorm';
import { storableText } from '#persistence';
import { ACCOUNT } from '../account.js';
import { digestOf, type UnreadableCdr } from './parsed-cdr.js';

/** Bytes that name no session, and how often a batch brought them. */
export interface KeptUnreadable extends UnreadableCdr {
  readonly digest: string;
  readonly copies: number;
}

/** Keeps them for people to look at: the same bytes again are counted. */
export async function keepUnreadables(
  manager: EntityManager,
  unreadables: readonly UnreadableCdr[],
): Promise<readonly KeptUnreadable[]> {
  const byDigest = new Map<string, KeptUnreadable>();
  for (const each of unreadables) {
    const digest = digestOf(each.came.bytes);
    const same = byDigest.get(digest) ?? { ...each, digest, copies: 0 };
    byDigest.set(digest, { ...same, copies: same.copies + 1 });
  }
  const kept = [...byDigest.values()].toSorted((one, other) => (one.digest < other.digest ? -1 : 1));
  if (kept.length === 0) return kept;
  const column = <T>(of: (unreadable: KeptUnreadable) => T): T[] => kept.map(of);
  await manager.query(
    `insert into cdr.unreadable as kept
       (account, digest, raw, problem, source, operator_id, provider_id, received_at, copies)
     select $1, came.* from unnest($2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::timestamptz[], $9::integer[]) as came
     on conflict (account, digest) do update set copies = kept.copies + excluded.copies`,
    [
      ACCOUNT,
      column(({ digest }) => digest),
      column(({ came }) => came.bytes),
      column(({ problem }) => problem),
      column(({ came }) => came.source),
      column(({ came }) => (came.operatorId === undefined ? null : storableText(came.operatorId))),
      column(({ came }) => came.providerId ?? null),
      column(({ came }) => came.receivedAt),
      column(({ copies }) => copies),
    ],
  );
  return kept;
}
