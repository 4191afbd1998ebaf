import { isNativeError } from 'node:util/types';

const DEEPEST = 6;
const HIDDEN = '***';

/** Keys whose values identify a driver; they are shortened. */
const IDENTITIES = new Set(['uid', 'evcoid', 'contractid', 'identification']);
/** Keys whose values are secrets; they are removed. */
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

/** 32 characters in the groups of a GUID. */
const SESSION_ID = /^[\da-z]{8}(?:-?[\da-z]{4}){3}-?[\da-z]{12}$/i;
/**
 * Keys whose values identify something other than a driver, with their form. Partners also write a UID, an EvcoID or a PIN
 * there: a value of another form is shortened.
 */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['sessionid', SESSION_ID],
  ['cpopartnersessionid', SESSION_ID],
  ['emppartnersessionid', SESSION_ID],
  ['evseid', /^(?:[a-z]{2}\*?[\da-z]{3}\*?e[\da-z*]{1,30}|\+?\d{1,3}\*\d{3}\*[\d*]{1,32})$/i],
  ['operatorid', /^(?:[a-z]{2}\*?[\da-z]{3}|\+?\d{1,3}\*\d{3})$/i],
]);

/**
 * A UID or an EvcoID within any text; not a part of a GUID or a digest, not a number, not a word. Each alternative ends
 * after a few characters, because texts come from outside.
 */
const IDENTITY = new RegExp(
  [
    '[\\dA-F]{20}|[\\dA-F]{14}|(?=\\d{0,7}[A-F])(?=[A-F]{0,7}\\d)[\\dA-F]{8}',
    '(?:[\\dA-F]{2}[: ]){3}(?:(?:[\\dA-F]{2}[: ]){3}){0,2}[\\dA-F]{2}(?!:[\\dA-F])',
    '[A-Z]{2}-[A-Z\\d]{3}-(?=[A-Z]{0,8}\\d)[A-Z\\d]{6,9}(?:-[A-Z\\d])?',
    '[A-Z]{2}[A-Z\\d]{3}C(?=[A-Z]{0,8}\\d)[A-Z\\d]{8,9}',
    '[A-Z]{2}\\*[A-Z\\d]{3}\\*(?!E)(?=[A-Z]{0,5}\\d)[A-Z\\d]{6}(?:\\*[\\dX])?',
  ]
    .map((each) => `(?<![\\w*:-])(?:${each})(?![\\w*-])`)
    .join('|'),
  'gi',
);
/** What every text with something to mask has: a digit, letters of a UID, or an address. Most texts have none of them. */
const MAYBE_MASKED = /\d|[A-F]{14}|(?:[A-F]{2}[: ]){3}|:\/\//i;
const UID = /^(?:[\dA-F]{8}|[\dA-F]{14}|[\dA-F]{20})$/i;
const SHORTENED = /^..….{2}$/;

/** Enough of an identity to recognise it if you know it, too little to use it: `04A1B2C3D4E5F6` → `04…F6`. */
export function maskIdentity(identity: string): string {
  if (SHORTENED.test(identity)) return identity;
  return identity.length <= 6 ? HIDDEN : `${identity.slice(0, 2)}…${identity.slice(-2)}`;
}

/** A copy of `value` for a log: identities shortened and secrets removed at any depth; nested more than 6 levels it is cut. */
export function maskValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (isNativeError(value)) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => maskValue(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, maskMember(key.toLowerCase(), each, depth)]),
  );
}

/**
 * Removes passwords from addresses: `amqp://emp:secret@host` → `amqp://emp:***@host`. Every repetition is limited: texts
 * come from outside, and a megabyte of letters must not block the process for minutes.
 */
export function maskCredentials(text: string): string {
  return text.replaceAll(/(\w{1,30}:\/\/[^\s:/@]{0,200}):[^\s@]{1,300}@/g, `$1:${HIDDEN}@`);
}

/** A text for a log: UIDs and EvcoIDs shortened and passwords removed, wherever they are in it. */
export function maskText(text: string): string {
  if (text.length < 8 || !MAYBE_MASKED.test(text)) return text;
  return maskCredentials(text).replaceAll(IDENTITY, maskIdentity);
}

function maskMember(key: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  if (SECRETS.has(key)) return HIDDEN;
  if (IDENTITIES.has(key) && typeof value === 'string') return maskIdentity(value);
  if (typeof value === 'string' && UID.test(value)) return maskIdentity(value);
  const form = FORMS.get(key);
  if (form !== undefined && typeof value === 'string' && !form.test(value)) return maskIdentity(value);
  return maskValue(value, depth + 1);
}

/** Only these members: a database driver's error also carries the row and its parameters. */
function describeError(error: Error, depth: number): object {
  return {
    type: error.name,
    message: maskText(error.message),
    ...('code' in error && { code: error.code }),
    ...(error.stack !== undefined && { stack: maskText(error.stack) }),
    ...(error.cause !== undefined && { cause: maskValue(error.cause, depth + 1) }),
  };
}
