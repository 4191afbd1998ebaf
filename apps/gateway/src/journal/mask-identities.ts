import { isSessionId, parseEvcoId, parseEvseId, parseOperatorId, parseProviderId, uidKey } from '#oicp';
import { maskIdentity } from '#platform';
import type { Exchange } from './exchange.js';

/** Words, also with a number as in OICP's `IsOpen24Hours`, and the version in a path. */
const WORD = /^(?:[A-Za-z][A-Za-z_-]*(?:\d{1,2}[A-Za-z]+)?|v\d{1,3})$/;
/** The position of an entry in a list; a UID has at least eight digits. */
const POSITION = /^\d{1,6}$/;
/** As OICP writes names: `Identification` could also be an EvcoID. */
const PASCAL_CASE = /^(?:[A-Z][a-z]+)+$/;
/** Possibly a UID that was cut or mistyped. */
const HEXADECIMAL = /^[\dA-F]{6,}$/i;

/**
 * Masks a JSON Pointer or the path of a URL. Partners write a UID or an EvcoID where a name belongs, so every segment
 * that is not plainly a name is masked.
 */
export function maskPath(path: string): string {
  return path
    .split('/')
    .map((each) => (isPlainName(each) ? each : maskIdentity(each)))
    .join('/');
}

function isPlainName(segment: string): boolean {
  if (segment === '' || POSITION.test(segment) || parseOperatorId(segment) !== undefined) return true;
  if (!WORD.test(segment) || HEXADECIMAL.test(segment)) return false;
  return PASCAL_CASE.test(segment) || parseEvcoId(segment) === undefined;
}

/** The members of an exchange in which a partner may have written a UID or an EvcoID by mistake. */
export type ExchangeNames = Pick<Exchange, 'sessionId' | 'evseId' | 'partner' | 'processId'>;

/** For the log: masks every name that does not have the form of its kind. Process-IDs have no form. */
export function maskNamesForLog({ sessionId, evseId, partner, processId }: ExchangeNames): ExchangeNames {
  return {
    sessionId: maskUnless(isSessionId, sessionId),
    evseId: maskUnless(isEvseId, evseId),
    partner: maskUnless(isPartner, partner),
    processId: maskUnless(isNoIdentity, processId),
  };
}

/** For the journal, where people search for what partners wrote: masks only what is a UID or an EvcoID. */
export function maskNamesForJournal({ sessionId, evseId, partner, processId }: ExchangeNames): ExchangeNames {
  return {
    sessionId: maskUnless((text) => isSessionId(text) || isNoIdentity(text), sessionId),
    evseId: maskUnless((text) => isEvseId(text) || isNoIdentity(text), evseId),
    partner: maskUnless((text) => isPartner(text) || isNoIdentity(text), partner),
    processId: maskUnless(isNoIdentity, processId),
  };
}

const isEvseId = (text: string): boolean => parseEvseId(text) !== undefined;
const isPartner = (text: string): boolean =>
  parseOperatorId(text) !== undefined || parseProviderId(text) !== undefined;
const isNoIdentity = (text: string): boolean => uidKey(text) === undefined && parseEvcoId(text) === undefined;

function maskUnless(isHarmless: (text: string) => boolean, text: string | undefined): string | undefined {
  return text === undefined || isHarmless(text) ? text : maskIdentity(text);
}
