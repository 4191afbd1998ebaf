/** One way in which the API refuses. */
export interface ProblemEntry {
  /** HTTP status. */
  readonly status: number;
  readonly means: string;
  /** What the caller can do. */
  readonly act: string;
  /** Names of the parameters or members it is about, where it is about the value of one. */
  readonly about?: readonly string[];
}

/** Every problem of the API by its code: those of the gateway, and the refusals of the services behind it. */
export const problemTable = {
  KEY_MISSING: {
    status: 401,
    means: 'No key was sent, or none that is known.',
    act: 'Send a key of API_KEYS_FILE as `Authorization: Bearer <key>`.',
  },
  SCOPE_MISSING: {
    status: 403,
    means: 'The key may not do this.',
    act: 'Use a key that has the scope named in `detail`, or add the scope in API_KEYS_FILE.',
  },
  BODY_INVALID: {
    status: 422,
    means: 'The body, or members of it, are not what the documentation describes.',
    act: 'Fix what `errors` names: each has a JSON Pointer and says what is expected.',
  },
  PARAMETER_INVALID: {
    status: 422,
    means: 'Parameters of the path or the query are not what the documentation describes.',
    act: 'Fix what `errors` names: each says where it is (`in`), its `name` and what is expected.',
  },
  PAYLOAD_INVALID: {
    status: 422,
    means: 'A service behind the API does not accept a value of the request.',
    act: 'Fix what `detail` names, and report `requestId`: the API should have refused it with its name.',
  },
  RATE_LIMITED: {
    status: 429,
    means: 'This key asks more often than API_REQUESTS_PER_MINUTE allows.',
    act: 'Send the same again after `Retry-After`, and spread what is not urgent.',
  },
  REQUEST_REFUSED: {
    status: 400,
    means: 'The request cannot be read: its JSON is broken, or holds what JSON must not hold here.',
    act: 'Mend what `detail` says.',
  },
  PATH_UNKNOWN: {
    status: 404,
    means: 'There is nothing at this path.',
    act: 'Look the path up in the documentation at `/docs`.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    means: 'There is something at this path, but not by this method.',
    act: 'Use one of the methods that the header `Allow` names.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    means: 'The path with its query and the headers have more than 16 KiB.',
    act: 'Send fewer or shorter parameters; nothing that the documentation at `/docs` describes comes near it.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    means: 'The body is larger than 1 MiB.',
    act: 'Send what the documentation at `/docs` describes; nothing there comes near it.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    means: 'The body is of a type that is not understood.',
    act: 'Send JSON, with `Content-Type: application/json`.',
  },
  SERVICE_AWAY: {
    status: 503,
    means: 'The service that answers this cannot be reached just now.',
    act: 'Send the same again after `Retry-After`.',
  },
  INTERNAL: {
    status: 500,
    means: 'Something failed that should not have.',
    act: 'Report `requestId`: it finds every log line about the request.',
  },
  CURSOR_INVALID: {
    status: 422,
    means: 'The cursor is none of this list.',
    act: 'Send `next` of the page before as it was given, with the same filters.',
    about: ['cursor'],
  },
  EVCO_ID_INVALID: {
    status: 422,
    means: 'This is not an EvcoID.',
    act: 'Send one such as DE-ABC-C12345678-X, ISO or DIN, with or without separators.',
    about: ['evcoId'],
  },
  UID_INVALID: {
    status: 422,
    means: 'This is not the UID of a card.',
    act: 'Send 8, 14 or 20 hexadecimal digits.',
    about: ['uid'],
  },
  PROVIDER_FOREIGN: {
    status: 422,
    means: 'The EvcoID belongs to a provider that we are not.',
    act: 'Use an EvcoID of one of EMP_PROVIDER_IDS.',
    about: ['evcoId', 'providerId'],
  },
  CONTRACT_UNKNOWN: { status: 404, means: 'There is no such contract.', act: 'Store the contract first.' },
  TOKEN_UNKNOWN: { status: 404, means: 'There is no such card.', act: 'Store the card first.' },
  VALIDITY_INVALID: {
    status: 422,
    means: 'A contract would end before it begins.',
    act: 'Send `validUntil` after `validFrom`.',
    about: ['validUntil'],
  },
  PIN_INVALID: {
    status: 422,
    means: 'The PIN cannot be kept: it has more than 72 bytes, or none.',
    act: 'Send a shorter one; `null` removes the PIN.',
    about: ['pin'],
  },
  SESSION_UNKNOWN: { status: 404, means: 'There is no such session.', act: 'Look in `GET /v1/sessions`.' },
  SESSION_OVER: {
    status: 409,
    means: 'The session has ended, failed or expired: there is nothing to stop.',
    act: 'Nothing. The charge detail record of an ended session arrives by itself.',
  },
  SESSION_NOT_NAMED: {
    status: 409,
    means: 'HBS has not named the session yet, and stops none without its SessionID.',
    act: 'Try again shortly, or end charging at the station.',
  },
  SESSION_WITHOUT_EVSE: {
    status: 409,
    means: 'At which charging point the session is has not been told, and HBS stops none without it.',
    act: 'Try again once a notification has told it, or end charging at the station.',
  },
  START_INVALID: {
    status: 422,
    means: 'HBS would not take this start as it is; it was not sent.',
    act: 'Mend the member that `detail` names.',
  },
  RESERVATION_UNKNOWN: {
    status: 404,
    means: 'There is no such reservation.',
    act: 'Look in `GET /v1/reservations`.',
  },
  RESERVATION_OVER: {
    status: 409,
    means: 'The reservation was given back, used, refused, or its time is over: there is nothing to release.',
    act: 'Nothing. Its charge detail record, if the operator writes one, arrives by itself.',
  },
  RESERVATION_NOT_NAMED: {
    status: 409,
    means: 'HBS has not named the reservation yet, and releases none without its SessionID.',
    act: 'Try again shortly, or let it end by itself.',
  },
  RESERVATION_INVALID: {
    status: 422,
    means: 'HBS would not take a reservation like this one.',
    act: 'Mend the member that `detail` names.',
  },
  RESERVATION_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'Whether the command was taken is not known.',
    act: 'Send it again: a driver has one reservation at a charging point, and none is sent twice.',
  },
  START_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'Whether the start was taken is not known.',
    act: 'With an Idempotency-Key send it again. Without one look in `GET /v1/sessions` first: a car may charge already.',
  },
  STOP_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'Whether the stop was taken is not known.',
    act: 'Send it again: a stop that is under way is not sent twice.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 422,
    means: 'The Idempotency-Key is of no form.',
    act: 'Send 1 to 255 visible ASCII characters; a UUID is a good one.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    means: 'This Idempotency-Key came with another body within the last 24 hours.',
    act: 'Use a new key for a new start.',
  },
  CONTRACT_NOT_FOUND: {
    status: 422,
    means: 'There is no contract with the EvcoID in the body.',
    act: 'Store the contract first.',
    about: ['evcoId'],
  },
  CONTRACT_BLOCKED: {
    status: 422,
    means: 'The contract may not charge: it is blocked, or not valid now.',
    act: 'Set it active before a start.',
  },
  AUTHORIZATION_AWAY: {
    status: 503,
    means: 'Whether the contract may charge cannot be found out just now. Nothing was started.',
    act: 'Send the same again after `Retry-After`.',
  },
  EVSE_UNKNOWN: {
    status: 404,
    means: 'HBS has told of no charging point with this EvseID.',
    act: 'Check the EvseID; a charging point that is new at HBS appears with the next pull.',
  },
  EVSE_ID_INVALID: {
    status: 422,
    means: 'This is not an EvseID.',
    act: 'Send one such as DE*ABC*E12345. In DIN form its separators are part of it.',
    about: ['evseId'],
  },
  HBS_GAVE_NO_STATUS: {
    status: 502,
    means: 'HBS was asked for the status and gave none.',
    act: 'Do what `detail` says, or take the status of the last pull.',
  },
  FILTER_INVALID: {
    status: 422,
    means: 'A filter has a value that nothing can have, so that the list would always be empty.',
    act: 'Send a value as `detail` names it, or leave the filter out.',
  },
  POINT_INCOMPLETE: {
    status: 422,
    means: 'A point has a latitude and a longitude, and a radius belongs to a point.',
    act: 'Send `lat` and `lon` together.',
  },
  RUN_UNKNOWN: { status: 404, means: 'There is no such run.', act: 'Look in the list of runs.' },
  RUN_OVER: { status: 409, means: 'The run has ended and cannot be cancelled.', act: 'Nothing.' },
  SYNC_NO_WATERMARK: {
    status: 409,
    means: 'A delta needs an instant to begin from, and no full pull has succeeded yet.',
    act: 'Start a full pull: `{ "mode": "full" }`.',
  },
  CDR_UNKNOWN: {
    status: 404,
    means: 'There is no charge detail record of this session.',
    act: 'Check the SessionID; a record that HBS could not deliver arrives by reconciliation.',
  },
  RANGE_INVALID: {
    status: 422,
    means: 'The range of time ends before it begins, or lies in the future.',
    act: 'Send `to` after `from`, both in the past.',
    about: ['from', 'to'],
  },
  JOURNAL_AWAY: {
    status: 503,
    means: 'The journal cannot be read just now: the database of the gateway is away.',
    act: 'Send the same again after `Retry-After`.',
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
export type ProblemCode = keyof typeof problemTable;

/** The status of a refusal of a service, by its code. */
export const statusOf = (code: string): number => entries.get(code)?.status ?? 422;
/** Names of the parameters or members that a refusal is about, by its code. */
export const aboutOf = (code: string): readonly string[] => entries.get(code)?.about ?? [];
const entries: ReadonlyMap<string, ProblemEntry> = new Map(Object.entries(problemTable));

/** Where the documentation of a problem stands: the `type` of its details, relative to the API. */
export const problemType = (code: string): string =>
  `/docs/problems#${code.toLowerCase().replaceAll('_', '-')}`;
