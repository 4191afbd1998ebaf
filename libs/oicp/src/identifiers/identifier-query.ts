import { quoted } from '../schema/conversion.js';
import { parseEvcoId, type EvcoId } from './evco-id.js';
import { parseEvseId } from './evse-id.js';
import type { Identifier } from './identifier.js';
import {
  parseLooseEvcoId,
  parseLooseEvseId,
  parseLooseOperatorId,
  parseLooseProviderId,
} from './loose-identifiers.js';
import { parseOperatorId } from './operator-id.js';
import { parseProviderId } from './provider-id.js';
import { readSessionId, sessionIdKey, storedSessionIdKeys } from './session-id.js';
import { spellings } from './tolerant-reading.js';
import { uidKey } from './uid.js';

/** An identifier as somebody asks for it, who may write it as on a sticker, an invoice or a card. */
export interface IdentifierQuery {
  /** The keys under which what is meant may be stored, the likeliest first. There is at least one. */
  readonly keys: readonly string[];
  /** Why no identifier of its kind is written so, for a sentence; what names a person is not quoted. */
  readonly problem?: string;
}

export function parseEvseIdQuery(written: string): IdentifierQuery {
  const expected = 'an EvseID such as DE*ABC*E840*6487 or +49*810*000*438, whose separators are part of it';
  return parseQuery(written, parseEvseId, parseLooseEvseId, `${quoted(written)} is not ${expected}`);
}

export function parseOperatorIdQuery(written: string): IdentifierQuery {
  const expected = 'an OperatorID such as DE*ABC or +49*536, whose separator is part of it';
  return parseQuery(written, parseOperatorId, parseLooseOperatorId, `${quoted(written)} is not ${expected}`);
}

export function parseProviderIdQuery(written: string): IdentifierQuery {
  const problem = `${quoted(written)} is not a ProviderID such as DE-8EO`;
  return parseQuery(written, parseProviderId, parseLooseProviderId, problem);
}

/**
 * Written without its check digit it is also looked for with each that it could have, and with it also without:
 * operators leave it out, and a contract that is the only one to fit is the one that was meant.
 */
export function parseEvcoIdQuery(written: string): IdentifierQuery {
  const found = parseLooseEvcoId(written);
  const { keys, ...rest } = parseQuery(
    written,
    parseEvcoId,
    parseLooseEvcoId,
    'this is not an EvcoID such as DE-8EO-CAet5e4XY-3, ISO or DIN',
  );
  return { keys: found === undefined ? keys : [...keys, ...otherKeys(found)], ...rest };
}

export function parseUidQuery(written: string): IdentifierQuery {
  const key = uidKey(written);
  return key === undefined
    ? { keys: [written.trim()], problem: 'this is not a UID of 8, 14 or 20 hexadecimal digits' }
    : { keys: [key] };
}

/** Also with blanks for the hyphens of a GUID. */
export function parseSessionIdQuery(written: string): IdentifierQuery {
  const meant = readSessionId(written) ?? readSessionId(written.replaceAll(/[\s-]/g, ''));
  if (meant === undefined)
    return {
      keys: [sessionIdKey(written)],
      problem: `${quoted(written)} is not a SessionID, a GUID such as f98efba4-02d8-4fa0-b810-9a9d50d2c527`,
    };
  return { keys: unique([...storedSessionIdKeys(meant), ...storedSessionIdKeys(written)]) };
}

const CHECK_DIGITS = { ISO: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', DIN: '0123456789X' } as const;

function otherKeys({ notation, checkDigit, keyWithoutCheckDigit }: EvcoId): readonly string[] {
  if (checkDigit !== undefined) return [keyWithoutCheckDigit];
  return Array.from(CHECK_DIGITS[notation], (digit) => `${keyWithoutCheckDigit}${digit}`);
}

/**
 * What is no identifier as it stands is stored as it was written, by earlier releases also where its parts are only
 * separated otherwise: it is looked for in the spellings that mean the same.
 */
function parseQuery<Id extends Identifier>(
  written: string,
  parse: (text: string) => Id | undefined,
  mean: (written: string) => Id | undefined,
  problem: string,
): IdentifierQuery {
  const key = mean(written)?.key;
  const stored = unique(spellings(written)).filter(
    (each) => parse(each) === undefined && mean(each)?.key === key,
  );
  return key === undefined ? { keys: stored, problem } : { keys: unique([key, ...stored]) };
}

function unique(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)];
}
