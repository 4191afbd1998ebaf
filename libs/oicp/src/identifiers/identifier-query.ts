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

/** An identifier that a person searches for, written as on a sticker, an invoice or a card. */
export interface IdentifierQuery {
  /** The keys under which it may be stored, the likeliest first. There is at least one. */
  readonly keys: readonly string[];
  /** Why the text is not an identifier of its kind, for a sentence; identifiers of persons are not quoted. */
  readonly problem?: string;
}

/** A search for a charging point: `DE*ABC*E1`, `de abc e1`, `DEABCE1`, `49 810 000 438`. */
export function parseEvseIdQuery(written: string): IdentifierQuery {
  const expected = 'an EvseID such as DE*ABC*E840*6487 or +49*810*000*438, whose separators are part of it';
  return parseQuery(written, parseEvseId, parseLooseEvseId, `${quoted(written)} is not ${expected}`);
}

/** A search for an operator: `DE*ABC`, `de-abc`, `+49 810`. */
export function parseOperatorIdQuery(written: string): IdentifierQuery {
  const expected = 'an OperatorID such as DE*ABC or +49*536, whose separator is part of it';
  return parseQuery(written, parseOperatorId, parseLooseOperatorId, `${quoted(written)} is not ${expected}`);
}

/** A search for a provider: `DE-8EO`, `de 8eo`. */
export function parseProviderIdQuery(written: string): IdentifierQuery {
  const problem = `${quoted(written)} is not a ProviderID such as DE-8EO`;
  return parseQuery(written, parseProviderId, parseLooseProviderId, problem);
}

/**
 * A search for a contract: `DE-8EO-CAet5e4XY-3`, `de 8eo caet5e4xy`. Without its check digit it is also searched for with
 * every possible one, and with its check digit also without, because operators leave it out.
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

/** A search for a card: `04A1B2C3D4E5F6`, `04:a1:b2:c3:d4:e5:f6`. */
export function parseUidQuery(written: string): IdentifierQuery {
  const key = uidKey(written);
  return key === undefined
    ? { keys: [written.trim()], problem: 'this is not a UID of 8, 14 or 20 hexadecimal digits' }
    : { keys: [key] };
}

/** A search for a session: a GUID in any form of {@link readSessionId}, also with blanks for its hyphens. */
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
 * A text that is not an identifier is stored as it was written; earlier releases also stored identifiers with other
 * separators so. It is searched for in all spellings with the same meaning.
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
