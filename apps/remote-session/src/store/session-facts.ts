import type { EntityManager } from 'typeorm';
import { storableJson } from '#oicp';
import type { Fact } from '../state/fact.js';
import { SessionFact } from './session-fact.entity.js';

/** A fact, and the message it was read from. */
export interface ReceivedFact extends Fact {
  readonly raw?: Buffer | undefined;
}

/**
 * What a fact becomes that is there already: it may have been received earlier, and what it says may be seen otherwise
 * later. The same for the same facts, in whatever order they arrive and however often.
 */
const SAME_FACT = `on conflict (session, key) do update
  set at = least(known.at, excluded.at), received_at = least(known.received_at, excluded.received_at),
    says = case when ${isSeenLater('excluded', 'known')} then excluded.says else known.says end
  where excluded.at < known.at or excluded.received_at < known.received_at or ${isSeenLater('excluded', 'known')}`;

/** Sequences have a fixed width: their text compares as their number. */
function isSeenLater(one: string, other: string): string {
  return `coalesce(${one}.says->>'asOf' collate "C" > coalesce(${other}.says->>'asOf', '') collate "C", false)`;
}

/** Adds facts. */
export async function addFacts(
  manager: EntityManager,
  session: string,
  facts: readonly ReceivedFact[],
): Promise<void> {
  for (const { key, kind, source, at, receivedAt, processId, says, raw } of facts) {
    await manager.query(
      `insert into session.session_fact as known (session, key, kind, source, at, received_at, process_id, says, raw)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ${SAME_FACT}`,
      [
        session,
        key,
        kind,
        source,
        new Date(at),
        new Date(receivedAt),
        processId ?? null,
        storableJson(says),
        raw ?? null,
      ],
    );
  }
}

/** The facts of a session, in no particular order. */
export async function loadFacts(manager: EntityManager, session: string): Promise<readonly Fact[]> {
  const rows = await manager.getRepository(SessionFact).find({
    where: { session },
    select: {
      session: true,
      key: true,
      kind: true,
      source: true,
      at: true,
      receivedAt: true,
      processId: true,
      says: true,
    },
  });
  return rows.map(({ key, kind, source, at, receivedAt, processId, says }) => ({
    key,
    kind,
    source,
    at: at.getTime(),
    receivedAt: receivedAt.getTime(),
    processId: processId ?? undefined,
    says,
  }));
}

/** Gives all facts of one session to another; those reported of both stay once. */
export async function moveFacts(manager: EntityManager, from: string, to: string): Promise<void> {
  await manager.query(
    `insert into session.session_fact as known (session, key, kind, source, at, received_at, process_id, says, raw)
     select $2, key, kind, source, at, received_at, process_id, says, raw from session.session_fact where session = $1
     ${SAME_FACT}`,
    [from, to],
  );
  await manager.delete(SessionFact, { session: from });
}
