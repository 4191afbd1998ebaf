/** What other parts may import of authorization: the table of refusals, from which ADR 27 is written. */
export {
  codeTypes,
  gatewayRefusalCodes,
  refusalCodes,
  type Refusal,
  type RefusalAnswer,
} from './decide/refusal-codes.js';
