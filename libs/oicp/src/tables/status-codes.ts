/** The category of a status code (OICP 2.3, `CodeType`). */
export type StatusCodeCategory = 'general' | 'internal' | 'authentication' | 'session' | 'evse';

/** What one status code of OICP means for an EMP. */
export interface StatusCodeEntry {
  /** What it means, a sentence without a full stop. */
  readonly means: string;
  /** Its category in the specification. */
  readonly category: StatusCodeCategory;
  /** What a person at the EMP can do, a sentence. */
  readonly advice: string;
  /** Temporary: the same request may succeed later, if its operation is repeatable. */
  readonly passes: boolean;
  /** The charging station may have acted all the same: a session may be running. */
  readonly leavesOpen?: true;
}

/** Every code of OICP 2.3 (`CodeType`). */
export const statusCodes = {
  '000': { means: 'Success', category: 'general', advice: 'Nothing to do.', passes: false },
  '001': {
    means: 'HBS had an error',
    category: 'internal',
    advice:
      'It can also mean that a field is missing: compare the request with the specification before asking Hubject’s support with the Process-ID.',
    passes: false,
    leavesOpen: true,
  },
  '002': {
    means: 'The database of HBS had an error',
    category: 'internal',
    advice: 'Wait; if it persists, send Hubject’s support the Process-ID.',
    passes: true,
    leavesOpen: true,
  },
  '009': {
    means: 'HBS could not complete the transaction',
    category: 'internal',
    advice: 'Uploads must run strictly one after the other: look for a second one at the same time.',
    passes: true,
  },
  '017': {
    means: 'The certificate and the ProviderID or OperatorID do not belong together',
    category: 'internal',
    advice: 'Compare client certificate, ProviderID and environment with Hubject’s portal.',
    passes: false,
  },
  '018': {
    means: 'The EvseID does not belong to the operator',
    category: 'internal',
    advice: 'Pull the EVSE data again and use the EvseID exactly as it is there.',
    passes: false,
  },
  '019': {
    means: 'An EvcoID does not belong to the provider',
    category: 'internal',
    advice: 'Upload only contracts of this ProviderID, or register the other one as its sub-provider.',
    passes: false,
  },
  '021': {
    means: 'The partner’s system had an error',
    category: 'general',
    advice: 'Ask the operator of the charging point, with SessionID and Process-ID.',
    passes: true,
    leavesOpen: true,
  },
  '022': {
    means: 'The data of the request are wrong',
    category: 'general',
    advice: 'Compare the request with the specification.',
    passes: false,
  },
  '101': {
    means: 'The EvcoID or PIN of a QR code is wrong',
    category: 'authentication',
    advice: 'The driver checks the PIN or chooses a new one.',
    passes: false,
  },
  '102': {
    means: 'The card is not known',
    category: 'authentication',
    advice: 'Check that the card’s UID is registered, also in the other byte order.',
    passes: false,
  },
  '103': {
    means: 'The card could not be read',
    category: 'authentication',
    advice: 'The driver holds the card to the reader again.',
    passes: false,
  },
  '105': {
    means: 'The contract of Plug & Charge is not known',
    category: 'authentication',
    advice: 'Check that the EvcoID in the car’s contract certificate is registered.',
    passes: false,
  },
  '106': {
    means: 'No provider authorised the driver',
    category: 'authentication',
    advice: 'Look up the decision of every provider that was asked.',
    passes: false,
  },
  '110': {
    means: 'The authentication by QR code took too long',
    category: 'authentication',
    advice: 'The driver tries again.',
    passes: true,
  },
  '120': {
    means: 'The contract under Plug & Charge is not valid',
    category: 'authentication',
    advice: 'Check the state of the contract behind the car’s certificate.',
    passes: false,
  },
  '121': {
    means: 'The contract certificate of Plug & Charge is not valid',
    category: 'authentication',
    advice: 'Issue a new contract certificate for the car.',
    passes: false,
  },
  '122': {
    means: 'The authentication by Plug & Charge took too long',
    category: 'authentication',
    advice: 'The driver tries again, or uses a card or the app.',
    passes: true,
  },
  '200': {
    means: 'The contract is locked',
    category: 'authentication',
    advice: 'Unlock the contract, or explain to the driver why it is locked.',
    passes: false,
  },
  '210': {
    means: 'There is no valid contract between the partners',
    category: 'session',
    advice: 'Check in Hubject’s portal that the operator’s offer is subscribed and active.',
    passes: false,
  },
  '300': {
    means: 'The partner was not found',
    category: 'session',
    advice: 'Check that ProviderID and OperatorID are written exactly as Hubject issued them.',
    passes: false,
  },
  '310': {
    means: 'The partner did not answer in time',
    category: 'session',
    advice:
      'A session may be running: wait for a notification or a charge detail record before starting again.',
    passes: true,
    leavesOpen: true,
  },
  '320': {
    means: 'The service is not available',
    category: 'session',
    advice: 'Try again later, or at another charging point.',
    passes: true,
  },
  '400': {
    means: 'The session is not valid',
    category: 'session',
    advice: 'On a stop it has usually ended already, and its charge detail record will follow.',
    passes: false,
  },
  '501': {
    means: 'The charging point cannot be reached',
    category: 'evse',
    advice: 'Choose another charging point; the operator repairs this one.',
    passes: true,
    leavesOpen: true,
  },
  '510': {
    means: 'No car is plugged in',
    category: 'evse',
    advice: 'The driver plugs in and starts again.',
    passes: false,
  },
  '601': {
    means: 'The charging point is reserved',
    category: 'evse',
    advice: 'Choose another charging point, or wait until the reservation ends.',
    passes: false,
  },
  '602': {
    means: 'The charging point is in use, or the wrong medium was used to stop',
    category: 'evse',
    advice: 'Choose another charging point; a session is stopped by the medium that started it.',
    passes: false,
  },
  '603': {
    means: 'HBS does not know the EvseID',
    category: 'evse',
    advice: 'Pull the EVSE data again and use the EvseID exactly as it is there.',
    passes: false,
  },
  '604': {
    means: 'The charging point does not take part in roaming',
    category: 'evse',
    advice: 'Do not offer charging points whose IsHubjectCompatible is false.',
    passes: false,
  },
  '700': {
    means: 'The charging point is out of service',
    category: 'evse',
    advice: 'Choose another charging point.',
    passes: false,
  },
} as const satisfies Readonly<Record<string, StatusCodeEntry>>;

/** A status code that OICP 2.3 defines. */
export type StatusCode = keyof typeof statusCodes;

/** The entry of a code; `undefined` for a code that OICP 2.3 does not define. */
export function statusCodeEntry(code: string): StatusCodeEntry | undefined {
  return Object.hasOwn(statusCodes, code) ? statusCodes[code as StatusCode] : undefined;
}
