import { isNativeError } from 'node:util/types';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { codeOf, messageOf } from '#platform';

/** Socket errors, and the SQLSTATE classes and codes by which PostgreSQL says "not now" rather than "wrong". */
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const SQLSTATE_CODES = new Set([
  '25006', // read-only: a standby after a failover
  '53300', // too many connections
  '57P01', // terminated by administrator
  '57P02', // crash shutdown
  '57P03', // cannot connect now: starting up
  '57P05', // idle session timeout
  '25P03', // idle in transaction timeout
]);
const CONNECTION_EXCEPTION = /^08/;
/** Errors of node-postgres that carry no code. */
const DRIVER_MESSAGES =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|client has encountered a connection error|driver not connected|not queryable/i;

/** What TypeORM throws for a statement of a transaction that lost its connection. */
const LOST_IN_TRANSACTION = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Whether an error means that the database is unavailable, and not that the statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code = codeOf(error) ?? '';
  if (SOCKET_CODES.has(code) || SQLSTATE_CODES.has(code) || CONNECTION_EXCEPTION.test(code)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isDatabaseUnavailable(each)))
    return true;
  if (LOST_IN_TRANSACTION.some((each) => error instanceof each)) return true;
  return code === '' && DRIVER_MESSAGES.test(messageOf(error));
}
