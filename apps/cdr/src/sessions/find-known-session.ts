/** SQL for the keys of the record whose session is looked for. */
export interface SessionNames {
  readonly account: string;
  /** Under which the record is stored. */
  readonly sessionKey: string;
  /** The SessionID as the record names it. */
  readonly sessionId: string;
  /** Of our EMPPartnerSessionID. */
  readonly empSessionKey: string;
}

const GUID = '^(urn:uuid:)?[{(]?([a-z0-9]{32}|[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12})[)}]?$';

/**
 * SQL for the keys under which a session may be stored, as `storedSessionIdKeys` of `#oicp` has them; but for one that is
 * stored itself, also by an earlier release.
 *
 * @param key a stored key
 * @param written a text that names the same session
 */
export function storedKeysIn(key: string, written = key): string {
  const bare = `right(regexp_replace(${key}, '[^A-Za-z0-9]', '', 'g'), 32)`;
  const today = `lower(regexp_replace(${bare}, '^(.{8})(.{4})(.{4})(.{4})', '\\1-\\2-\\3-\\4-'))`;
  return `case when ${key} ~* '${GUID}'
    then array[${today}, ${key}, trim(${written}), ${bare}, lower(${bare}), upper(${bare})] else array[${key}] end`;
}

/** SQL for: not every authorisation was refused or failed afterwards. A session without any is only known by its name. */
export function notRefused(authorisations: string): string {
  return `(coalesce(${authorisations}, '[]') = '[]'
    or jsonb_path_exists(${authorisations}, '$[*] ? (!exists(@.refused))'))`;
}

/**
 * SQL that finds what is known of a record’s session: at most one row, by its SessionID before our own name of it. One row
 * of the index is read for nearly all; the others, under keys of earlier releases, are looked for only where that finds
 * nothing. PostgreSQL reads the parts of a `union all` in their order, and no more of them than `limit` asks for.
 */
export function findKnownSession(
  columns: string,
  { account, sessionKey, sessionId, empSessionKey }: SessionNames,
): string {
  const named = (kind: 'hbs' | 'emp', keys: string): string =>
    `(select ${columns} from cdr.known_session where account = ${account} and kind = '${kind}'
      and ${notRefused('authorisations')} and key ${keys})`;
  // Of two rows for one session, the one of an earlier release has only its name.
  const best = (kind: 'hbs' | 'emp', keys: string): string =>
    named(kind, `= any(${keys}) order by coalesce(authorisations, '[]') = '[]' limit 1`);
  return `select * from (
    ${named('hbs', `= ${sessionKey} and authorisations <> '[]'`)}
    union all ${best('hbs', storedKeysIn(sessionKey, sessionId))}
    union all ${named('emp', `= ${empSessionKey} and authorisations <> '[]'`)}
    union all ${best('emp', storedKeysIn(empSessionKey))}
  ) known_by_name limit 1`;
}
