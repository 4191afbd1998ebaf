import { Inspection } from '../schema/inspection.js';
import type { Violation } from '../schema/violation.js';
import { displayText } from '../text/unclean.js';
import { isJsonInUtf8 } from './decode.js';

/** The headers of a body that say how its text became bytes, as they were received. */
export interface BodyHeaders {
  /** `content-encoding`. */
  readonly contentEncoding?: string | undefined;
  /** `content-type`, with its charset. */
  readonly contentType?: string | undefined;
}

/** What of the encoding of a body is not read: fit to be shown and stored, and short. At least one is given. */
export interface UnreadEncoding {
  /** Such as `gzip`; several, separated by commas, in the order in which they were applied. */
  readonly contentEncoding?: string | undefined;
  /** Such as `utf-16`. */
  readonly charset?: string | undefined;
}

/** What {@link decodeBody} reads, under the names of IANA that are in use. */
const READ_CHARSETS = new Set([
  'utf-8',
  'utf8',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'latin1',
]);
const LONGEST_SHOWN = 60;
/** Longer than in any name of IANA, decimal or hexadecimal. */
const LONG_NUMBER = /(?=[A-F]{0,6}\d)[\dA-F]{7}/i;
/** Parameters one after the other (RFC 9110, 5.6.6): one within the quotes of another is none. */
const PARAMETER = /;\s*([^=;\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

/** The encodings by which a body is unreadable, from its headers; `undefined` if it is readable. */
export function unreadEncoding({ contentEncoding, contentType }: BodyHeaders): UnreadEncoding | undefined {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map((each) => each.trim())
    // Some clients name the charset here by mistake; it changes no byte.
    .filter((each) => !['', 'identity', 'utf-8', 'utf8'].includes(each.toLowerCase()));
  const charset = charsetIn(contentType ?? '');
  const isRead = charset === '' || READ_CHARSETS.has(charset.toLowerCase());
  if (codings.length === 0 && isRead) return undefined;
  return {
    ...(codings.length > 0 && { contentEncoding: shown(codings.join(', ')) }),
    ...(!isRead && { charset: shown(charset) }),
  };
}

/** The charset that a body claims to be in, fit to be shown; `undefined` for UTF-8, and where none is given. */
export function otherCharset(contentType: string): string | undefined {
  const charset = charsetIn(contentType);
  return ['', 'utf-8', 'utf8'].includes(charset.toLowerCase()) ? undefined : shown(charset);
}

/**
 * Finds a label that names another charset although the body is JSON in UTF-8; `undefined` where the label is right or
 * absent, or the body is not JSON in UTF-8. The charsets of {@link READ_CHARSETS} have ASCII in common.
 */
export function findFalseCharset(body: Uint8Array, contentType: string | undefined): Violation | undefined {
  const charset = otherCharset(contentType ?? '');
  if (charset === undefined) return undefined;
  const isTrue = READ_CHARSETS.has(charset.toLowerCase()) && body.every((byte) => byte < 0x80);
  if (isTrue || !isJsonInUtf8(body)) return undefined;
  const inspection = new Inspection('The body');
  inspection.reportBody('encoding', `is in UTF-8, and its Content-Type says "${charset}"`);
  return inspection.violations[0];
}

/** A clause for a person: `the content encoding "gzip" is not supported`. */
export function describeUnreadEncoding({ contentEncoding, charset }: UnreadEncoding): string {
  const parts = [
    ...(contentEncoding === undefined ? [] : [`the content encoding "${contentEncoding}"`]),
    ...(charset === undefined ? [] : [`the charset "${charset}"`]),
  ];
  return `${parts.join(' and ')} ${parts.length === 1 ? 'is' : 'are'} not supported`;
}

/** The first `charset`; an empty text where none is given. Quotes of either kind are no part of it. */
function charsetIn(contentType: string): string {
  // The common case, without the expression: this is on the path of every request.
  if (!contentType.includes(';')) return '';
  for (const [, name = '', value = ''] of contentType.matchAll(PARAMETER))
    if (name.toLowerCase() === 'charset')
      return value
        .trim()
        .replaceAll(/^["']|["']$/g, '')
        .trim();
  return '';
}

function shown(text: string): string {
  const clean = displayText(text);
  const short = clean.length <= LONGEST_SHOWN ? clean : `${displayText(clean.slice(0, LONGEST_SHOWN))}…`;
  // What is all controls and blanks has no name that could be shown, and what may be a UID or an EvcoID is none.
  return short === '' || LONG_NUMBER.test(short) ? '?' : short.replaceAll('"', "'");
}
