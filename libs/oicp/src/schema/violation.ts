/**
 * How much a violation costs: `note` nothing, it is only worth knowing; `deviation` the value is not conformant, but is
 * understood or kept as it stood; `loss` something that should be there is missing or could not be taken.
 */
export type ViolationSeverity = 'note' | 'deviation' | 'loss';

/** Every code a violation can carry. Codes are stable: they may be stored, counted and compared. */
export const violationCodes = {
  'empty-body': { severity: 'loss', means: 'nothing was sent' },
  'not-json': { severity: 'loss', means: 'the body is not JSON' },
  encoding: { severity: 'deviation', means: 'the bytes are not the UTF-8 that OICP demands' },
  'too-deep': { severity: 'loss', means: 'something is nested too deeply and was cut off' },
  'too-many-violations': { severity: 'note', means: 'more is wrong than is listed' },

  missing: { severity: 'loss', means: 'a mandatory field is absent or null' },
  'wrong-type': { severity: 'loss', means: 'another JSON type stands here, and it could not be converted' },
  unreadable: { severity: 'loss', means: 'the text is not a value of the kind that belongs here' },
  ambiguous: { severity: 'loss', means: 'the text can be read in more than one way' },
  'not-allowed': { severity: 'loss', means: 'a value outside a closed list, which nobody may guess at' },

  'converted-type': { severity: 'deviation', means: 'another JSON type stands here; it was converted' },
  'single-for-list': { severity: 'deviation', means: 'a single value stands where a list belongs' },
  'list-for-single': { severity: 'deviation', means: 'a list of one stands where a single value belongs' },
  unwrapped: { severity: 'deviation', means: 'the content stands here without the object around it' },
  'other-spelling': { severity: 'deviation', means: 'a field or value is spelled another way' },
  'repeated-field': {
    severity: 'deviation',
    means: 'one field came in two spellings; the better one was taken',
  },
  'unknown-field': { severity: 'note', means: 'a field OICP 2.3 does not have; it is kept' },
  'field-of-another-type': {
    severity: 'note',
    means: 'a field that OICP 2.3 gives to another type of this message; it is read',
  },
  'unknown-value': { severity: 'deviation', means: 'a value that is not in the list; it is kept' },
  'wrong-form': { severity: 'deviation', means: 'the text does not have the form it must have' },
  'too-long': { severity: 'deviation', means: 'longer than allowed' },
  'too-short': { severity: 'deviation', means: 'shorter than allowed' },
  'out-of-range': { severity: 'deviation', means: 'a number beyond what is allowed' },
  'not-whole': { severity: 'deviation', means: 'a fraction where a whole number belongs' },
  'too-precise': { severity: 'deviation', means: 'more decimal places than allowed' },
  'too-many': { severity: 'deviation', means: 'more entries than allowed' },
  'too-few': { severity: 'deviation', means: 'fewer entries than demanded' },
  'no-offset': { severity: 'deviation', means: 'a time without its offset to UTC' },
  'unclean-text': { severity: 'deviation', means: 'invisible or unstorable characters in a text' },

  'none-given': { severity: 'loss', means: 'one of several fields must be given, and none is' },
  'several-given': { severity: 'deviation', means: 'only one of several fields may be given' },
  'not-together': { severity: 'deviation', means: 'fields or values that exclude each other' },
  'not-here': { severity: 'deviation', means: 'a field that must stay empty in this message' },
} as const satisfies Record<string, { readonly severity: ViolationSeverity; readonly means: string }>;

export type ViolationCode = keyof typeof violationCodes;

/** One thing wrong with what was read or is to be written. */
export interface Violation {
  readonly code: ViolationCode;
  readonly severity: ViolationSeverity;
  /** RFC 6901 JSON Pointer into what was read, with the names as they stood there; `''` is the whole. */
  readonly pointer: string;
  /**
   * A clause for a person. Never quotes a UID, an EvcoID or a PIN where it belongs; but a partner may have written one in
   * another place, so that messages are not for logs.
   */
  readonly message: string;
}
