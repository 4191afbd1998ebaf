import type { EntityManager } from 'typeorm';
import { storableText } from '#persistence';
import { ACCOUNT } from '../account.js';
import { digestOf, type UnreadableBody } from './parsed-cdr.js';

/** Bytes that name no session, and how often a batch contains them. */
export interface CountedUnreadable extends UnreadableBody {
  readonly digest: string;
  readonly copies: number;
}

/** Quarantines them: the same bytes again are counted. */
export async function storeUnreadables(
  manager: EntityManager,
  unreadables: readonly UnreadableBody[],
): Promise<readonly CountedUnreadable[]> {
  const byDigest = new Map<string, CountedUnreadable>();
  for (const each of unreadables) {
    const digest = digestOf(each.received.bytes);
    const same = byDigest.get(digest) ?? { ...each, digest, copies: 0 };
    byDigest.set(digest, { ...same, copies: same.copies + 1 });
  }
  const stored = [...byDigest.values()].toSorted((one, other) => (one.digest < other.digest ? -1 : 1));
  if (stored.length === 0) return stored;
  const column = <T>(of: (unreadable: CountedUnreadable) => T): T[] => stored.map(of);
  await manager.query(
    `insert into cdr.unreadable as stored
       (account, digest, raw, problem, source, operator_id, provider_id, received_at, copies)
     select $1, received.* from unnest($2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::timestamptz[], $9::integer[]) as received
     on conflict (account, digest) do update set copies = stored.copies + excluded.copies`,
    [
      ACCOUNT,
      column(({ digest }) => digest),
      column(({ received }) => received.bytes),
      column(({ problem }) => problem),
      column(({ received }) => received.source),
      column(({ received }) =>
        received.operatorId === undefined ? null : storableText(received.operatorId),
      ),
      column(({ received }) => received.providerId ?? null),
      column(({ received }) => received.receivedAt),
      column(({ copies }) => copies),
    ],
  );
  return stored;
}
