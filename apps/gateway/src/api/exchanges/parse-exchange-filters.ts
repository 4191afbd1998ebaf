import { resolveFilterKeys, readAll, valueRefusal } from '#suite';
import {
  parseEvcoIdQuery,
  parseEvseIdQuery,
  parseSessionIdQuery,
  parseUidQuery,
  type IdentifierQuery,
} from '#oicp';
import type { IdentityHash } from '../../journal/identity-hash.js';
import type { ExchangeFilters } from './exchange-filters.js';
import { journalOperations } from './journal-operations.js';

/** A column of the journal and the values to find in it. */
export interface ExchangeFilter {
  readonly column: 'operation' | 'code' | 'session_key' | 'evse_key' | 'identification_hash';
  readonly values: readonly string[];
}

/** Whether any exchange matches. */
type IsStored = (filter: ExchangeFilter) => Promise<boolean>;

/** Hubject's own documents call them `eRoamingAuthorizeStart`. */
const HUBJECTS_PREFIX = /^\s*eRoaming[\s_-]*/i;

/**
 * Parses filters of the journal from the way people write them. The journal also stores what partners sent that is not
 * a valid identifier or code: an invalid filter is refused only if the journal does not contain its value.
 *
 * @throws {RpcRefusal} FILTER_INVALID
 */
export async function parseExchangeFilters(
  { operation, code, sessionId, evseId, card }: ExchangeFilters,
  hash: IdentityHash,
  isStored: IsStored,
): Promise<readonly ExchangeFilter[]> {
  const filters = [
    operation === undefined ? undefined : parseOperation(operation, isStored),
    code === undefined ? undefined : parseCode(code, isStored),
    sessionId === undefined
      ? undefined
      : parseKeys('sessionId', 'session_key', parseSessionIdQuery(sessionId), isStored),
    evseId === undefined ? undefined : parseKeys('evseId', 'evse_key', parseEvseIdQuery(evseId), isStored),
    card === undefined
      ? undefined
      : parseKeys('card', 'identification_hash', parseCard(card, hash), isStored),
  ];
  return await readAll(filters.filter((each) => each !== undefined));
}

async function parseOperation(written: string, isStored: IsStored): Promise<ExchangeFilter> {
  const known =
    journalOperations.find(written) ?? journalOperations.find(written.replace(HUBJECTS_PREFIX, ''));
  const filter = { column: 'operation', values: [known ?? written] } as const;
  if (known === undefined && !(await isStored(filter)))
    throw valueRefusal('FILTER_INVALID', 'operation', journalOperations.refusalOf(written, 'an operation'));
  return filter;
}

async function parseCode(written: string, isStored: IsStored): Promise<ExchangeFilter> {
  const filter = { column: 'code', values: [written.trim()] } as const;
  if (!/^\s*\d{3}\s*$/.test(written) && !(await isStored(filter)))
    throw valueRefusal('FILTER_INVALID', 'code', 'a status code of OICP has three digits, such as 102');
  return filter;
}

async function parseKeys(
  parameter: string,
  column: ExchangeFilter['column'],
  asked: IdentifierQuery,
  isStored: IsStored,
): Promise<ExchangeFilter> {
  const isStoredKey = (values: readonly string[]): Promise<boolean> => isStored({ column, values });
  return { column, values: await resolveFilterKeys(parameter, asked, isStoredKey) };
}

/** The hashes under which the journal may have a card or contract. */
function parseCard(card: string, hash: IdentityHash): IdentifierQuery {
  const uid = parseUidQuery(card);
  const { keys, problem } = uid.problem === undefined ? uid : parseEvcoIdQuery(card);
  return {
    keys: keys.map((key) => hash.of(key)),
    ...(problem !== undefined && {
      problem:
        'this is neither a UID of 8, 14 or 20 hexadecimal digits nor an EvcoID such as DE-8EO-CAet5e4XY-3',
    }),
  };
}
