import type { OutboundOperation } from '../tables/operation.js';
import { statusCodeEntry } from '../tables/status-codes.js';
import { displayText } from '../text/unclean.js';
import type { ReceivedStatusCode } from '../types/status-code.js';
import type { InvalidField, UnavailableCause } from './answer.js';

const CAUSES: Readonly<Record<UnavailableCause, string>> = {
  'not-connected': 'could not be reached: check the address, the network and the proxy',
  'tls-failed': 'could not be reached: the TLS handshake failed',
  'timed-out': 'did not answer in time',
  'cut-off': 'closed the connection before it answered',
  'too-large': 'sent an answer that is larger than we accept; it was not read completely',
  'server-error': 'had an error, or a proxy in front of it had',
  'empty-answer': 'sent an empty answer',
  'unreadable-answer': 'sent an answer that cannot be parsed',
};

/** Sentences for people who run the suite. Texts of HBS are cleaned and cut before they are quoted. */
export const sentenceFor = {
  accepted: ({ oicpName }: OutboundOperation): string => `HBS accepted ${oicpName}.`,

  /** Without AdditionalInfo, in which a partner may have named the driver. */
  refused: ({ oicpName }: OutboundOperation, { Code, Description = '' }: ReceivedStatusCode): string => {
    const entry = statusCodeEntry(Code ?? '');
    const meaning =
      entry === undefined ? 'a code OICP 2.3 does not define' : `${entry.means}. ${entry.advice}`;
    const words = Description === '' ? '' : ` HBS said: ${excerpt(Description)}.`;
    const because = Code === undefined ? 'without a code.' : `with ${excerpt(Code)}: ${meaning}`;
    return `${oicpName} was refused ${because}${words}`;
  },

  identityError: ({ oicpName }: OutboundOperation): string =>
    `HBS does not accept our identity for ${oicpName} (017). ${statusCodeEntry('017')?.advice}`,

  notWhitelisted:
    'A proxy in front of HBS refused our address. Ask Hubject to whitelist the address that our calls come from.',

  tlsError:
    'HBS did not accept the TLS connection: the client certificate is missing, expired or not signed by Hubject’s CA, or we do not trust the CA of its server.',

  limited: ({ oicpName, callsPerMinute }: OutboundOperation): string => {
    const limit =
      callsPerMinute === undefined ? 'it allows' : `the ${callsPerMinute} a minute that it allows`;
    return `HBS refused ${oicpName} because it received more calls than ${limit}. Further calls are delayed.`;
  },

  invalidRequest: (
    { oicpName, paths }: OutboundOperation,
    fields: readonly InvalidField[],
    status: number | undefined,
  ): string => {
    if (status === 404)
      return `HBS does not know the path of ${oicpName}: check the base URL and ${paths[0]}.`;
    const wrong = fields.map(({ reference, message }) => `${excerpt(reference)} ${excerpt(message)}`);
    const which = wrong.length === 0 ? 'It gave no reason.' : `It said: ${wrong.slice(0, 5).join('; ')}.`;
    return `HBS rejected ${oicpName} as invalid. ${which}`;
  },

  unavailable: ({ oicpName, repeatable }: OutboundOperation, cause: UnavailableCause): string => {
    return `HBS ${CAUSES[cause]} when asked for ${oicpName}. ${consequence(repeatable, cause)}`;
  },
};

/** Whether a repetition is safe; each caller decides whether and when it repeats. */
function consequence(repeatable: boolean, cause: UnavailableCause): string {
  if (repeatable) return 'The request can be repeated safely.';
  return cause === 'not-connected'
    ? 'HBS did not receive the request.'
    : 'HBS may have acted on the request, so it is not repeated automatically.';
}

function excerpt(text: string): string {
  const shown = displayText(text);
  return shown.length <= 200 ? shown : `${shown.slice(0, 200)}…`;
}
