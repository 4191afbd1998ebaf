import type { EntityManager } from 'typeorm';
import { sessionIdKey, storedSessionIdKeys } from '#oicp';
import { keyText } from '#persistence';
import { Session } from './session.entity.js';

/** By what a fact names its session. */
export interface KnownBy {
  /** Ours, where the fact is our own. */
  readonly id?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly empPartnerSessionId?: string | undefined;
  /** Whether the EMPPartnerSessionID was given out by us in this very fact, and not repeated by somebody else. */
  readonly ours: boolean;
}

/** The names of a session as canonical keys. */
export interface SessionKeys {
  readonly id?: string | undefined;
  readonly sessionKey?: string | undefined;
  readonly empKey?: string | undefined;
  readonly ours: boolean;
}

/** The canonical keys of the names of a session. */
export function keysOf({ id, sessionId, empPartnerSessionId, ours }: KnownBy): SessionKeys {
  // One that we gave out is a GUID, and so the same without its hyphens; what a CPO writes is any text.
  const empKey =
    empPartnerSessionId === undefined ? '' : keyText(sessionIdKey(empPartnerSessionId).toLowerCase());
  return {
    id,
    sessionKey: sessionId === undefined ? undefined : keyText(sessionIdKey(sessionId)),
    empKey: empKey === '' ? undefined : empKey,
    ours,
  };
}

/** Until the end of the transaction nobody else reads or writes a session by these names. */
export async function lockNames(
  manager: EntityManager,
  { id, sessionKey, empKey }: SessionKeys,
): Promise<void> {
  const names = [id && `id ${id}`, sessionKey && `session ${sessionKey}`, empKey && `emp ${empKey}`];
  for (const name of names.filter((each) => each !== undefined).sort())
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`session: ${name}`]);
}

/**
 * The sessions that these names belong to, locked. More than one if a session was reported by different names before
 * anybody said that they are the same. A SessionID always decides: an EMPPartnerSessionID finds only what has no other
 * SessionID, and only where we gave it out, since a CPO may write one text there for all of its sessions.
 */
export async function sessionsKnownBy(
  manager: EntityManager,
  { id, sessionKey, empKey, ours }: SessionKeys,
): Promise<readonly Session[]> {
  const sessionKeys = sessionKey === undefined ? [] : storedSessionIdKeys(sessionKey);
  return await manager
    .getRepository(Session)
    .createQueryBuilder('session')
    .where('session.id = :id', { id: id ?? null })
    .orWhere('session.sessionKey = any(cast(:sessionKeys as text[]))', { sessionKeys })
    .orWhere(
      `session.empKey = :empKey and ${ours ? 'true' : 'session.empKeyIsOurs = true'} and (session.sessionKey is null
        or cardinality(cast(:sessionKeys as text[])) = 0 or session.sessionKey = any(cast(:sessionKeys as text[])))`,
      { empKey: empKey ?? null },
    )
    .orderBy('session.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** The session that a fact is about, and those that turn out to be the same one. */
export interface ResolvedSession {
  readonly session: Session | undefined;
  readonly same: readonly Session[];
  /** The SessionID belongs to a session that is certainly another one: a partner's mistake. */
  readonly isNameTaken: boolean;
}

/** Which of the sessions found is meant: the one with our ID, else the one with the SessionID, else the one we named. */
export function resolveSession(found: readonly Session[], { id, sessionKey }: SessionKeys): ResolvedSession {
  const meant =
    found.find((session) => session.id === id) ??
    found.find((session) => isNamed(session, sessionKey)) ??
    found.find(({ empKeyIsOurs }) => empKeyIsOurs) ??
    found[0];
  if (!meant) return { session: undefined, same: [], isNameTaken: false };
  const same = found.filter((other) => other !== meant && maybeSame(meant, other));
  const strangers = found.filter((other) => other !== meant && !same.includes(other));
  const weight = (session: Session): number => Number(session.id === id) * 2 + Number(session.empKeyIsOurs);
  // What we opened ourselves was given to an app under its ID and stays; otherwise the older.
  const [survivor, ...others] = [meant, ...same].sort(
    (one, other) => weight(other) - weight(one) || one.openedAt.getTime() - other.openedAt.getTime(),
  );
  const isNameTaken = strangers.some((each) => isNamed(each, sessionKey));
  return { session: survivor, same: others, isNameTaken };
}

/** An earlier release may have stored the name without its hyphens. */
function isNamed({ sessionKey: stored }: Session, sessionKey: string | undefined): boolean {
  return sessionKey !== undefined && stored !== null && sessionIdKey(stored) === sessionKey;
}

/** Two that each have a name of one kind, and not the same, are two. */
function maybeSame(one: Session, other: Session): boolean {
  const bothOurs = one.empKeyIsOurs && other.empKeyIsOurs && one.empKey !== other.empKey;
  const bothNamed =
    one.sessionKey !== null &&
    other.sessionKey !== null &&
    sessionIdKey(one.sessionKey) !== sessionIdKey(other.sessionKey);
  return !bothOurs && !bothNamed;
}
