import { isNativeError } from 'node:util/types';

const DEEPEST = 6;
const HIDDEN = '***';

/** Keys whose values say who a driver is; a trace of them stays readable. */
const IDENTITIES = new Set(['uid', 'evcoid', 'contractid', 'identification']);
/** Keys whose values open doors; nothing of them stays. */
const SECRETS = new Set([
  'pin',
  'hashedpin',
  'password',
  'passphrase',
  'secret',
  'authorization',
  'apikey',
  'cookie',
  'sessiontoken',
]);

/** Enough of an identity to recognise it when you know it, too little to use it: `04A1B2C3D4E5F6` → `04…F6`. */
export function maskIdentity(identity: string): string {
  return identity.length <= 6 ? HIDDEN : `${identity.slice(0, 2)}…${identity.slice(-2)}`;
}

/** A copy of `value` in which identities are shortened and secrets gone, whatever depth they stand at. */
export function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskCredentials(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (isNativeError(value)) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => masked(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, maskedMember(key.toLowerCase(), each, depth)]),
  );
}

/**
 * An address keeps its host and loses its password: `amqp://emp:secret@host` → `amqp://emp:***@host`. Every repetition
 * is bounded: texts come from outside too, and a megabyte of letters must not stop the process for minutes.
 */
export function maskCredentials(text: string): string {
  return text.replaceAll(/(\w{1,30}:\/\/[^\s:/@]{0,200}):[^\s@]{1,300}@/g, `$1:${HIDDEN}@`);
}

function maskedMember(key: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  if (SECRETS.has(key)) return HIDDEN;
  if (IDENTITIES.has(key) && typeof value === 'string') return maskIdentity(value);
  return masked(value, depth + 1);
}

/** Only these members: a database driver's error also carries the row and its parameters. */
function describeError(error: Error, depth: number): object {
  return {
    type: error.name,
    message: maskCredentials(error.message),
    ...('code' in error && { code: error.code }),
    ...(error.stack !== undefined && { stack: maskCredentials(error.stack) }),
    ...(error.cause !== undefined && { cause: masked(error.cause, depth + 1) }),
  };
}
