import { mandatory, object, optional } from '../schema/object.js';
import { text } from '../schema/text.js';
import type { Conformant, Received } from '../schema/kind.js';

/** OICP 2.3, `StatusCodeType`. {@link statusCodes} explains the codes. */
export const statusCodeType = object(
  {
    Code: mandatory(text({ form: /^\d{3}$/, expects: 'a status code of three digits' })),
    Description: optional(text({ most: 200, free: true })),
    AdditionalInfo: optional(text({ most: 1_000, free: true })),
  },
  { oftenBare: 'Code' },
);
export type StatusCodeType = Conformant<typeof statusCodeType>;
export type ReceivedStatusCode = Received<typeof statusCodeType>;
