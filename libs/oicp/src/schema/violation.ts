/**
 * How serious a violation is. `note`: worth knowing; `deviation`: the value does not conform to OICP, but was parsed or
 * retained unchanged; `loss`: something is missing or could not be parsed.
 */
export type ViolationSeverity = 'note' | 'deviation' | 'loss';

/** Every code of a violation, and what it means. Codes are stable: they may be stored, counted and compared. */
export const violationCodes = {
  'empty-body': { severity: 'loss', means: 'the body is empty' },
  'not-json': { severity: 'loss', means: 'the body is not JSON' },
  encoding: { severity: 'deviation', means: 'the bytes are not UTF-8, which OICP requires' },
  'too-deep': { severity: 'loss', means: 'a value is nested too deeply; deeper levels were removed' },
  'too-many-violations': { severity: 'note', means: 'there are more violations than are listed' },

  missing: { severity: 'loss', means: 'a mandatory field is absent or null' },
  'wrong-type': { severity: 'loss', means: 'the value has another JSON type and could not be converted' },
  unreadable: { severity: 'loss', means: 'the text cannot be read as a value of this field' },
  ambiguous: { severity: 'loss', means: 'the text can be read in more than one way' },
  'not-allowed': { severity: 'loss', means: 'the value is not one of the allowed values' },

  'converted-type': { severity: 'deviation', means: 'the value has another JSON type; it was converted' },
  'single-for-list': { severity: 'deviation', means: 'a single value instead of a list' },
  'list-for-single': { severity: 'deviation', means: 'a list of one instead of a single value' },
  unwrapped: { severity: 'deviation', means: 'the content was sent without the object around it' },
  'other-spelling': { severity: 'deviation', means: 'a field or value is spelled differently' },
  'repeated-field': {
    severity: 'deviation',
    means: 'a field was sent more than once or in two spellings; one of them was used',
  },
  'unknown-field': { severity: 'note', means: 'a field that OICP 2.3 does not define; it is retained' },
  'field-of-another-type': {
    severity: 'note',
    means: 'a field of another type of this message; it is read',
  },
  'unknown-value': { severity: 'deviation', means: 'a value that OICP 2.3 does not list; it is retained' },
  'wrong-form': { severity: 'deviation', means: 'the text does not have the required form' },
  'too-long': { severity: 'deviation', means: 'longer than allowed' },
  'too-short': { severity: 'deviation', means: 'shorter than allowed' },
  'out-of-range': { severity: 'deviation', means: 'a number or a time outside the allowed range' },
  'not-whole': { severity: 'deviation', means: 'a fraction instead of a whole number' },
  'too-precise': { severity: 'deviation', means: 'more decimal places than allowed' },
  'too-many': { severity: 'deviation', means: 'more entries than allowed' },
  'too-few': { severity: 'deviation', means: 'fewer entries than required' },
  'no-offset': { severity: 'deviation', means: 'a time without its offset to UTC' },
  'unclean-text': { severity: 'deviation', means: 'invisible or unstorable characters in a text' },

  'none-given': { severity: 'loss', means: 'one of several fields is required, and none is given' },
  'several-given': { severity: 'deviation', means: 'several fields are given, and only one is allowed' },
  'not-together': { severity: 'deviation', means: 'fields or values that cannot be combined' },
  'not-here': { severity: 'deviation', means: 'a field that is not allowed in this message' },
} as const satisfies Record<string, { readonly severity: ViolationSeverity; readonly means: string }>;

/** One of {@link violationCodes}. */
export type ViolationCode = keyof typeof violationCodes;

/** One thing that does not conform to OICP in a message that was read or is to be written. */
export interface Violation {
  /** What kind of thing. */
  readonly code: ViolationCode;
  /** Follows from the code. */
  readonly severity: ViolationSeverity;
  /** RFC 6901 JSON Pointer into the message, with its own names of fields; `''` is the whole. */
  readonly pointer: string;
  /**
   * A sentence without a full stop. It never quotes a field for a UID, an EvcoID or a PIN; but a partner may have written
   * one in another field, so do not log it.
   */
  readonly message: string;
}
