import { z } from 'zod';
import { MOST_PIN_CHARACTERS } from '#oicp';

/**
 * The values of requests, each with its limits. The API reads a request with the schema of the message that it becomes, so
 * a limit stands here, or in the message, and nowhere else. Values of replies and events have none: what partners
 * sent is shown as it is.
 */

/** Most characters of an identifier in any spelling; the API accepts none that is longer in a path. */
export const LONGEST_IDENTIFIER = 250;
/** bcrypt ignores every byte after the 72nd: a longer PIN would be equal to others. */
export const MOST_PIN_BYTES = 72;
/** Most characters of any text of a request; a cursor is the longest. */
export const LONGEST_TEXT = 8_000;

const CONTROLS = String.raw`\u0000-\u001f\u007f-\u009f`;

/** A text of 1 to `most` characters, as JSON Schema counts them: an emoji is one. */
export const requestText = (most: number): z.ZodString => {
  const error = `must have 1 to ${most.toLocaleString('en')} characters`;
  return z.string().min(1, { error }).max(most, { error });
};

/** A text without control characters (Unicode's Cc), which people would not see. */
export const printableText = (most: number): z.ZodString =>
  requestText(most).regex(new RegExp(`^[^${CONTROLS}]*$`), { error: 'must not contain control characters' });

const identifier = requestText(LONGEST_IDENTIFIER);

/** Accepted spellings of identifiers, for descriptions; the services parse them with `#oicp`. */
export const spelling = {
  evseId:
    'Case, blanks and hyphens do not matter, nor do separators in an ISO form; in a DIN form they are part of the identifier.',
  evcoId:
    'Case and separators do not matter. Without its check digit it finds every contract that fits; a contract stored without it is found with it, too.',
  /** Where one contract is addressed. */
  evcoIdOfOne:
    'Case and separators do not matter. Where only one contract fits, its check digit may be missing.',
  operatorId: 'Case and separators do not matter: `de-abc`, `DEABC`, `+49*810`.',
  sessionId: 'In upper or lower case, with or without its hyphens.',
  uid: 'In upper or lower case; colons, blanks and hyphens do not matter.',
} as const;

/** Identifiers in requests, as people write them. */
export const asked = {
  evseId: identifier.meta({
    description: `EvseID of the charging point. ${spelling.evseId}`,
    example: 'DE*ABC*E12345*1',
  }),
  evcoId: identifier.meta({ description: `EvcoID of the contract. ${spelling.evcoId}` }),
  evcoIdOfOne: identifier.meta({
    description: `EvcoID of the contract. ${spelling.evcoIdOfOne}`,
    example: 'DE-EMP-C12345678-X',
  }),
  uid: identifier.meta({ description: `UID of the card. ${spelling.uid}` }),
  operatorId: identifier.meta({
    description: `OperatorID of the operator. ${spelling.operatorId}`,
    example: 'DE*ABC',
  }),
  providerId: identifier.meta({ description: 'One of our ProviderIDs, with or without its separator.' }),
  sessionId: identifier.meta({ description: `HBS’s SessionID. ${spelling.sessionId}` }),
  /** No longer one passes OICP. */
  partnerProductId: printableText(50).meta({
    description: 'The operator’s name for the tariff, if it has several.',
  }),
  /** No longer one passes OICP. */
  pin: printableText(MOST_PIN_CHARACTERS).refine((pin) => Buffer.byteLength(pin) <= MOST_PIN_BYTES, {
    error: `must have at most ${MOST_PIN_BYTES} bytes in UTF-8`,
  }),
} as const;
