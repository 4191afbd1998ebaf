/** A problem with which the API refuses. */
export interface ProblemEntry {
  /** HTTP status. */
  readonly status: number;
  /** One sentence, for the caller. */
  readonly means: string;
  /** What the caller can do, in the imperative. */
  readonly act: string;
  /** Names of the parameters or members whose value may be wrong. */
  readonly about?: readonly string[];
}

/** Every problem of the API by its code: those of the gateway, and the refusals of the services behind it. */
export const problemTable = {
  KEY_MISSING: {
    status: 401,
    means: 'No key was sent, or the key that was sent is not known; `detail` says which.',
    act: 'Send one of the keys in API_KEYS_FILE as `Authorization: Bearer <key>`.',
  },
  SCOPE_MISSING: {
    status: 403,
    means: 'The key does not have the scope of this operation.',
    act: 'Use a key that has the scope named in `detail`, or add the scope to the key in API_KEYS_FILE.',
  },
  BODY_INVALID: {
    status: 422,
    means: 'The body or some of its members are not as the documentation describes them.',
    act: 'Fix what `errors` names: each entry has a JSON Pointer and says what is expected.',
  },
  PARAMETER_INVALID: {
    status: 422,
    means: 'Some parameters of the path or the query are not as the documentation describes them.',
    act: 'Fix what `errors` names: each entry says where the value is (`in` and `name`) and what is expected.',
  },
  PAYLOAD_INVALID: {
    status: 422,
    means: 'A service behind the API does not accept a value of the request.',
    act: 'Fix what `detail` names, and report `requestId`: the API itself should have refused the value.',
  },
  RATE_LIMITED: {
    status: 429,
    means: 'This key has sent more requests than API_REQUESTS_PER_MINUTE allows.',
    act: 'Send the same request again after `Retry-After`, and spread requests that are not urgent.',
  },
  REQUEST_REFUSED: {
    status: 400,
    means:
      'The request cannot be read: it is not HTTP/1.1, its body is not valid JSON, or the body is not in UTF-8.',
    act: 'Correct what `detail` names.',
  },
  PATH_UNKNOWN: {
    status: 404,
    means: 'There is nothing at this path.',
    act: 'Look up the path in the documentation at `/docs`.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    means: 'The path exists, but does not take this method.',
    act: 'Use one of the methods in the header `Allow`.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    means: 'The path, the query and the headers together are larger than 16 KiB.',
    act: 'Send fewer or shorter parameters; no request that the documentation at `/docs` describes is nearly as large.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    means: 'The body is larger than 1 MiB.',
    act: 'Send what the documentation at `/docs` describes; no body there is nearly as large.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    means: 'The API does not read bodies of this type or in this encoding.',
    act: 'Send JSON in UTF-8 with `Content-Type: application/json`, not compressed.',
  },
  SERVICE_AWAY: {
    status: 503,
    means: 'The service that answers this request is unavailable at the moment.',
    act: 'Send the same request again after `Retry-After`.',
  },
  INTERNAL: {
    status: 500,
    means: 'The request failed unexpectedly.',
    act: 'Report `requestId`: every log line about the request carries it.',
  },
  CURSOR_INVALID: {
    status: 422,
    means: 'The cursor is not a cursor of this list.',
    act: 'Send `next` of the previous page unchanged, with the same filters.',
    about: ['cursor'],
  },
  EVCO_ID_INVALID: {
    status: 422,
    means: 'This is not an EvcoID.',
    act: 'Send an EvcoID such as DE-ABC-C12345678-X, in ISO or DIN form, with or without separators.',
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
    means: 'The EvcoID or ProviderID belongs to another provider.',
    act: 'Use an EvcoID or ProviderID of one of the providers in EMP_PROVIDER_IDS.',
    about: ['evcoId', 'providerId'],
  },
  CONTRACT_UNKNOWN: { status: 404, means: 'There is no such contract.', act: 'Store the contract first.' },
  TOKEN_UNKNOWN: { status: 404, means: 'There is no such card.', act: 'Store the card first.' },
  VALIDITY_INVALID: {
    status: 422,
    means: 'The contract would end before it begins.',
    act: 'Send `validUntil` after `validFrom`.',
    about: ['validUntil'],
  },
  SESSION_UNKNOWN: {
    status: 404,
    means: 'There is no such session.',
    act: 'Look it up in `GET /v1/sessions`.',
  },
  SESSION_OVER: {
    status: 409,
    means: 'The session has ended, failed or expired, so there is nothing to stop.',
    act: 'Do nothing. The charge detail record of an ended session arrives by itself.',
  },
  SESSION_NOT_NAMED: {
    status: 409,
    means: 'HBS has not assigned a SessionID to the session yet, and accepts no stop without one.',
    act: 'Try again shortly, or end charging at the charging station.',
  },
  SESSION_WITHOUT_EVSE: {
    status: 409,
    means: 'No EvseID has been reported for the session, and HBS accepts no stop without one.',
    act: 'Try again once a notification has named the charging point, or end charging at the charging station.',
  },
  START_INVALID: {
    status: 422,
    means: 'HBS would not accept this start as it is, so it was not sent.',
    act: 'Fix the members that `errors` names.',
    about: ['evseId', 'evcoId', 'partnerProductId'],
  },
  RESERVATION_UNKNOWN: {
    status: 404,
    means: 'There is no such reservation.',
    act: 'Look it up in `GET /v1/reservations`.',
  },
  RESERVATION_OVER: {
    status: 409,
    means: 'The reservation was released, used or refused, or has expired, so there is nothing to release.',
    act: 'Do nothing. If the operator writes a charge detail record for it, the record arrives by itself.',
  },
  RESERVATION_NOT_NAMED: {
    status: 409,
    means: 'HBS has not assigned a SessionID to the reservation yet, and accepts no release without one.',
    act: 'Try again shortly, or let the reservation expire.',
  },
  RESERVATION_INVALID: {
    status: 422,
    means: 'HBS would not accept this reservation as it is, so it was not sent.',
    act: 'Fix the members that `errors` names.',
    about: ['evseId', 'evcoId', 'partnerProductId'],
  },
  RESERVATION_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'It is not known whether the command was accepted.',
    act: 'Send the same request again: a driver has one reservation at a charging point, and none is sent twice.',
  },
  START_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'It is not known whether the start was accepted.',
    act: 'With an Idempotency-Key, send the same request again. Without one, look in `GET /v1/sessions` first: the car may already be charging.',
  },
  STOP_OUTCOME_UNKNOWN: {
    status: 503,
    means: 'It is not known whether the stop was accepted.',
    act: 'Send the same request again: a stop that is under way is not sent twice.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 422,
    means: 'The Idempotency-Key is not 1 to 255 visible ASCII characters.',
    act: 'Send 1 to 255 visible ASCII characters; a UUID is a good choice.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    means: 'This Idempotency-Key was sent with another body within the last 24 hours.',
    act: 'Use a new Idempotency-Key for a new start.',
  },
  CONTRACT_NOT_FOUND: {
    status: 422,
    means: 'There is no contract with the EvcoID in the body.',
    act: 'Store the contract first.',
    about: ['evcoId'],
  },
  CONTRACT_BLOCKED: {
    status: 422,
    means: 'The contract may not charge: it is blocked, or not valid at the moment.',
    act: 'Set its status to `active`, or correct its validity, with `PUT /v1/contracts/{evcoId}`.',
  },
  AUTHORIZATION_AWAY: {
    status: 503,
    means:
      'The service that knows whether the contract may charge is unavailable at the moment. Nothing was sent to HBS.',
    act: 'Send the same request again after `Retry-After`.',
  },
  EVSE_UNKNOWN: {
    status: 404,
    means: 'HBS has not listed a charging point with this EvseID.',
    act: 'Check the EvseID. A charging point that is new at HBS appears with the next pull.',
  },
  EVSE_ID_INVALID: {
    status: 422,
    means: 'This is not an EvseID.',
    act: 'Send an EvseID such as DE*ABC*E12345. In DIN form the separators are part of it.',
    about: ['evseId'],
  },
  HBS_GAVE_NO_STATUS: {
    status: 502,
    means: 'HBS was asked for the status and did not return one.',
    act: 'Do what `detail` says, or use the status of the latest pull.',
  },
  FILTER_INVALID: {
    status: 422,
    means: 'Some filters have a value that nothing can have, so the list would always be empty.',
    act: 'Fix every filter that `errors` names, or leave it out.',
  },
  POINT_INCOMPLETE: {
    status: 422,
    means: 'A latitude, longitude or radius was sent without the rest of its point.',
    act: 'Send `lat` and `lon` together; `radius` needs both.',
  },
  RUN_UNKNOWN: { status: 404, means: 'There is no such run.', act: 'Look it up in the list of runs.' },
  RUN_OVER: { status: 409, means: 'The run has ended and cannot be cancelled.', act: 'Do nothing.' },
  SYNC_NO_WATERMARK: {
    status: 409,
    means: 'A delta starts from the latest full pull, and none has succeeded yet.',
    act: 'Start a full pull: `{ "mode": "full" }`.',
  },
  CDR_UNKNOWN: {
    status: 404,
    means: 'There is no charge detail record for this session.',
    act: 'Check the SessionID. A record that HBS could not deliver is fetched by the next reconciliation.',
  },
  RANGE_INVALID: {
    status: 422,
    means: 'The range ends before it begins, or reaches into the future or back before 2018.',
    act: 'Send `to` later than `from`, both in the past. A `to` up to a minute ahead counts as now.',
    about: ['from', 'to'],
  },
  JOURNAL_AWAY: {
    status: 503,
    means: 'The journal cannot be read at the moment: the database of the gateway is unavailable.',
    act: 'Send the same request again after `Retry-After`.',
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
/** A code in the table. */
export type ProblemCode = keyof typeof problemTable;

/** The status of a refusal of a service, by its code. */
export const statusOf = (code: string): number => entries.get(code)?.status ?? 422;
/** Names of the parameters or members that a refusal is about, by its code. */
export const aboutOf = (code: string): readonly string[] => entries.get(code)?.about ?? [];
const entries: ReadonlyMap<string, ProblemEntry> = new Map(Object.entries(problemTable));

/** Where a problem is documented: the `type` of its details, relative to the API. */
export const problemType = (code: string): string =>
  `/docs/problems#${code.toLowerCase().replaceAll('_', '-')}`;
