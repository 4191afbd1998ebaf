import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { SessionStart } from '#suite';
import { IdempotencyKey } from '../store/idempotency-key.entity.js';

const KEPT_FOR_MS = 24 * 60 * 60_000;

type Key = NonNullable<SessionStart['idempotency']>;

/**
 * The session that this key started already, if it did within a day.
 *
 * @throws {RpcRefusal} IDEMPOTENCY_KEY_REUSED when something else was asked with it
 */
export async function startedBefore(
  manager: EntityManager,
  { idempotency, ...asked }: SessionStart,
): Promise<string | undefined> {
  if (!idempotency) return undefined;
  const { caller, key } = idempotency;
  const known = await manager.getRepository(IdempotencyKey).findOneBy({ caller, key });
  if (!known || known.expiresAt.getTime() <= Date.now()) return undefined;
  if (known.digest === digestOf(asked)) return known.session;
  throw new RpcRefusal(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was sent with another body within the last 24 hours. Use a new one.',
  );
}

/** Takes the key for a session. Another transaction that takes it at the same time waits for this one. @returns whether it was free */
export async function takeKey(
  manager: EntityManager,
  { idempotency, ...asked }: SessionStart & { readonly idempotency: Key },
  session: string,
): Promise<boolean> {
  const taken = await manager.query<unknown[]>(
    `insert into session.idempotency_key as known (caller, key, digest, session, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (caller, key) do update
       set digest = excluded.digest, session = excluded.session, expires_at = excluded.expires_at
       where known.expires_at <= now()
     returning session`,
    [idempotency.caller, idempotency.key, digestOf(asked), session, new Date(Date.now() + KEPT_FOR_MS)],
  );
  return taken.length > 0;
}

function digestOf({ evseId, evcoId, partnerProductId }: SessionStart): string {
  return createHash('sha256')
    .update(JSON.stringify([evseId, evcoId, partnerProductId ?? null]))
    .digest('hex');
}
