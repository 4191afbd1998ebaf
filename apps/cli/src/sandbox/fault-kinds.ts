import type { FaultKind } from '../../../hbs-sandbox/src/control-api.js';

/** What each kind of fault does to a call of ours, for the help. Types alone: the sandbox itself is not loaded. */
export const faultKinds: Readonly<Record<FaultKind, string>> = {
  code: 'a refusal with a status code of OICP (--code)',
  'html-403': 'HTTP 403 with a page of a proxy',
  'html-400': 'HTTP 400 with a page of a proxy',
  'validation-errors': 'HTTP 400 with ValidationErrors',
  '500': 'HTTP 500',
  '429': 'HTTP 429',
  late: 'the answer, --delay milliseconds later',
  never: 'no answer, on an open connection',
  cut: 'no answer, the connection is cut',
  garbage: 'HTTP 200 with half a JSON text',
  empty: 'HTTP 200 without a body',
  'empty-page': 'a page without its records',
  'repeated-page': 'the records of the page before',
  'lost-records': 'a page without a tenth of its records',
  'duplicate-records': 'a page with an outdated copy of some records',
  'contradicting-totals': 'a page whose `last` is wrong',
  slow: 'the answer in parts, spread over --delay milliseconds',
  'cut-midway': 'half the answer, then the connection is cut',
};
