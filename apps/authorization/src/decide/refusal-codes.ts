import type { AuthorizationMedium, AuthorizationRefused } from '#suite';

/** What a driver identifies with: a card, a QR code with its PIN, Plug & Charge, or an app. */
export type MediumKind = AuthorizationMedium['kind'];

/** What a CPO receives when a driver is refused. */
export interface RefusalAnswer {
  /** Status code of OICP 2.3. */
  readonly code: AuthorizationRefused['code'];
  /** `AdditionalInfo`: plain English for the support of a charging station. Names no person and repeats nothing received. */
  readonly text: string;
}

/** One reason to refuse a driver. */
export interface Refusal {
  /** When it applies; a sentence without its full stop. */
  readonly when: string;
  /** By what the driver identified with; a kind of medium that is missing is never refused for this reason. */
  readonly answers: Readonly<Partial<Record<MediumKind, RefusalAnswer>>>;
  /** Where OICP 2.3 gives the code, or that it leaves the choice to us. */
  readonly source: string;
}

const CARD = 'The card is not accepted. The driver should contact the provider that issued it.';
const CARD_WITHOUT_CONTRACT =
  'There is no valid contract for this card. The driver should contact the provider that issued it.';
const QR_CODE =
  'The EvcoID or the PIN is not accepted. The driver should check the PIN or contact their provider.';
const UNKNOWN_PLUG_AND_CHARGE =
  'The contract in the car is not known. The driver should contact their provider.';
const INVALID_PLUG_AND_CHARGE =
  'The contract in the car is not valid. The driver should contact their provider.';
const NO_CONTRACT = 'There is no valid contract with this EvcoID. The driver should contact their provider.';
const BLOCKED = 'The contract is blocked. The driver should contact their provider.';
const FOREIGN = 'The contract belongs to another provider.';
const INVALID_EVCO_ID = 'The EvcoID is not valid; one looks like DE-8EO-CAet5e4XY-3.';

const outOfForce = {
  rfid: { code: '210', text: CARD_WITHOUT_CONTRACT },
  qr: { code: '210', text: NO_CONTRACT },
  plugAndCharge: { code: '120', text: INVALID_PLUG_AND_CHARGE },
  remote: { code: '210', text: NO_CONTRACT },
} as const;

/**
 * The refusal codes: every reason for which authorization refuses a driver, with the code and text that the CPO receives.
 * Among the refusals of drivers, one medium and code have one text: it never says more of a person's contract than the
 * code does. ADR 27 shows this table (`npm run docs`) and says why.
 */
export const refusalCodes = {
  'medium-unreadable': {
    when: 'The UID or the EvcoID is not a valid one',
    answers: {
      rfid: { code: '022', text: 'The UID does not have 8, 14 or 20 hexadecimal digits.' },
      qr: { code: '022', text: INVALID_EVCO_ID },
      plugAndCharge: { code: '022', text: INVALID_EVCO_ID },
      remote: { code: '022', text: INVALID_EVCO_ID },
    },
    source: '`UIDType`, `EvcoIDType`',
  },
  unknown: {
    when: 'We know no such card or contract, also where it is known in the other byte order or notation',
    answers: {
      rfid: { code: '102', text: CARD },
      qr: { code: '101', text: QR_CODE },
      plugAndCharge: { code: '105', text: UNKNOWN_PLUG_AND_CHARGE },
      remote: { code: '210', text: NO_CONTRACT },
    },
    source: '`CodeType`; it has no code for an app, so the one for no contract',
  },
  'provider-foreign': {
    when: 'The EvcoID is of another provider',
    answers: {
      qr: { code: '101', text: FOREIGN },
      plugAndCharge: { code: '105', text: FOREIGN },
      remote: { code: '210', text: FOREIGN },
    },
    source: 'our choice: HBS finds the EMP by the EvcoID (eRoamingAuthorizeStart, B); refused as unknown',
  },
  'card-blocked': {
    when: 'The card is blocked',
    answers: { rfid: { code: '102', text: CARD } },
    source: 'our choice: `CodeType` has no code for a blocked card',
  },
  'card-expired': {
    when: 'The card has expired',
    answers: { rfid: { code: '102', text: CARD } },
    source: 'our choice: `CodeType` has no code for an expired card',
  },
  'card-without-contract': {
    when: 'The card is known and its contract is not',
    answers: { rfid: { code: '210', text: CARD_WITHOUT_CONTRACT } },
    source: '`CodeType`',
  },
  'contract-blocked': {
    when: 'The contract is blocked, whether or not it is in force',
    answers: {
      rfid: { code: '200', text: BLOCKED },
      qr: { code: '200', text: BLOCKED },
      plugAndCharge: { code: '120', text: INVALID_PLUG_AND_CHARGE },
      remote: { code: '200', text: BLOCKED },
    },
    source: '`CodeType`; Plug & Charge has a code of its own',
  },
  'contract-not-yet-valid': {
    when: 'The contract is not valid yet',
    answers: outOfForce,
    source: '`CodeType`; Plug & Charge has a code of its own',
  },
  'contract-expired': {
    when: 'The contract has expired',
    answers: outOfForce,
    source: '`CodeType`; Plug & Charge has a code of its own',
  },
  'pin-wrong': {
    when: 'The PIN is wrong, missing or too long',
    answers: { qr: { code: '101', text: QR_CODE } },
    source: '`CodeType`',
  },
  'pin-locked-out': {
    when: 'Too many wrong PINs were received: none is accepted for now (ADR 26)',
    answers: { qr: { code: '101', text: QR_CODE } },
    source: 'our choice: a caller who guesses PINs learns nothing',
  },
  'pin-unchecked': {
    when: 'More PINs are waiting than can be checked in time',
    answers: {
      qr: {
        code: '320',
        text: 'The PIN could not be checked in time. The driver should try again in a minute.',
      },
    },
    source: '`CodeType`',
  },
  'contracts-outdated': {
    when: 'Contracts and tokens in memory are older than AUTHORIZE_MAX_BOOK_AGE',
    answers: forEveryMedium({
      code: '320',
      text: 'Authorisation is unavailable for now. The driver should try again later.',
    }),
    source: '`CodeType`',
  },
  'session-unknown': {
    when: 'Stop: the session is not known',
    answers: forEveryMedium({ code: '400', text: 'The session is not known.' }),
    source: '`CodeType`',
  },
  'session-unavailable': {
    when: 'Stop: the owner of the session cannot be looked up now',
    answers: forEveryMedium({
      code: '320',
      text: 'The session could not be looked up. The driver should try again in a minute.',
    }),
    source: '`CodeType`',
  },
  'medium-wrong': {
    when: 'Stop: the medium is known and may not stop this session (ADR 24)',
    answers: forEveryMedium({ code: '602', text: 'The session was started with another medium.' }),
    source: '`CodeType` ("wrong token"); eRoamingAuthorizeStop for sessions that HBS authorised offline',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Why authorization refuses a driver. */
export type RefusalReason = keyof typeof refusalCodes;

/** The media that are refused for a reason. */
export type RefusableMedium<R extends RefusalReason> = keyof (typeof refusalCodes)[R]['answers'] & MediumKind;

/** One reason for which the gateway refuses by itself, before it calls authorization or without its answer. */
export interface GatewayRefusal {
  /** When it applies; a sentence without its full stop. */
  readonly when: string;
  /** Status code of OICP 2.3. */
  readonly code: AuthorizationRefused['code'];
  /** What the text says: the gateway words it by what it received. `undefined`: it sends none. */
  readonly text: string | undefined;
  /** Where OICP 2.3 gives the code. */
  readonly source: string;
}

/**
 * What `apps/gateway/src/inbound` refuses by itself, whatever the medium. The gateway chooses these; they are here so
 * that every code that refuses a driver is in one file, and a test compares them with its answers.
 */
export const gatewayRefusalCodes = {
  'medium-missing': {
    when: 'The request cannot be read, or identifies no driver',
    code: '022',
    text: 'what is wrong, and where',
    source: '`IdentificationType` ("one of the following five options MUST be provided")',
  },
  'medium-ambiguous': {
    when: 'The request has more than one identification, and which was meant is not guessed',
    code: '022',
    text: 'More than one identification is given.',
    source: '`IdentificationType`',
  },
  'session-id-missing': {
    when: 'Stop: the request names no session',
    code: '022',
    text: 'what is wrong, and where',
    source: 'eRoamingAuthorizeStop: `SessionID` is mandatory',
  },
  'request-too-large': {
    when: 'The request does not fit a message to authorization',
    code: '022',
    text: 'The request is too large.',
    source: '`CodeType`',
  },
  'authorization-unavailable': {
    when: 'Authorization does not answer within AUTHORIZE_DEADLINE_MS, is overloaded, or cannot be reached',
    code: '320',
    text: undefined,
    source: '`CodeType`',
  },
} as const satisfies Readonly<Record<string, GatewayRefusal>>;

/** The words of OICP 2.3 (`CodeType`) for each code above. */
export const codeTypes: Readonly<Record<AuthorizationRefused['code'], string>> = {
  '022': 'Data error.',
  '101': 'QR Code Authentication failed – Invalid Credentials.',
  '102': 'RFID Authentication failed – invalid UID.',
  '105': 'PLC Authentication failed - invalid EvcoID.',
  '120': 'PLC (ISO/ IEC 15118) Authentication failed – invalid underlying EvcoID.',
  '200': 'EvcoID locked.',
  '210': 'No valid contract.',
  '320': 'Service not available.',
  '400': 'Session is invalid.',
  '602': 'EVSE already in use/ wrong token.',
};

function forEveryMedium(answer: RefusalAnswer): Readonly<Record<MediumKind, RefusalAnswer>> {
  return { rfid: answer, qr: answer, plugAndCharge: answer, remote: answer };
}
