import { quoted } from '../schema/conversion.js';
import { evcoIdKey, type EvcoId } from './evco-id.js';
import { evseIdKey } from './evse-id.js';
import type { Identifier } from './identifier.js';
import { evcoIdMeant, evseIdMeant, operatorIdMeant, providerIdMeant } from './meant.js';
import { operatorIdKey } from './operator-id.js';
import { providerIdKey } from './provider-id.js';
import { readSessionId, sessionIdKey, storedSessionIdKeys } from './session-id.js';
import { uidKey } from './uid.js';

/** An identifier as somebody asks for it, who may write it as on a sticker, an invoice or a card. */
export interface AskedIdentifier {
  /** The keys under which what is meant may be stored, the likeliest first. There is at least one. */
  readonly keys: readonly string[];
  /** Why no identifier of its kind is written so, for a sentence; what names a person is not quoted. */
  readonly problem?: string;
}

export function askedEvseId(written: string): AskedIdentifier {
  const expected = 'an EvseID such as DE*ABC*E840*6487 or +49*810*000*438, whose separators are part of it';
  return asked(evseIdKey(written), evseIdMeant(written), `${quoted(written)} is not ${expected}`);
}

export function askedOperatorId(written: string): AskedIdentifier {
  const expected = 'an OperatorID such as DE*ABC or +49*536, whose separator is part of it';
  return asked(operatorIdKey(written), operatorIdMeant(written), `${quoted(written)} is not ${expected}`);
}

export function askedProviderId(written: string): AskedIdentifier {
  const problem = `${quoted(written)} is not a ProviderID such as DE-8EO`;
  return asked(providerIdKey(written), providerIdMeant(written), problem);
}

/**
 * Written without its check digit it is also looked for with each that it could have, and with it also without:
 * operators leave it out, and a contract that is the only one to fit is the one that was meant.
 */
export function askedEvcoId(written: string): AskedIdentifier {
  const found = evcoIdMeant(written);
  const { keys, ...rest } = asked(
    evcoIdKey(written),
    found,
    'this is not an EvcoID such as DE-8EO-CAet5e4XY-3, ISO or DIN',
  );
  return { keys: found === undefined ? keys : [...keys, ...otherKeys(found)], ...rest };
}

export function askedUid(written: string): AskedIdentifier {
  const key = uidKey(written);
  return key === undefined
    ? { keys: [written.trim()], problem: 'this is not a UID of 8, 14 or 20 hexadecimal digits' }
    : { keys: [key] };
}

/** Also with blanks for the hyphens of a GUID. */
export function askedSessionId(written: string): AskedIdentifier {
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

/** What arrived unreadable is stored as it was written, and found so. */
function asked(keyAsWritten: string, found: Identifier | undefined, problem: string): AskedIdentifier {
  return found === undefined
    ? { keys: [keyAsWritten], problem }
    : { keys: unique([found.key, keyAsWritten]) };
}

function unique(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)];
}
