/** One way in which the API refuses. */
export interface ProblemEntry {
  /** HTTP status. */
  readonly status: number;
  readonly means: string;
  /** What the caller can do. */
  readonly act: string;
}

/** Every problem of the API by its code: those of the gateway, and the refusals of the services behind it. */
export const problemTable: Readonly<Record<string, ProblemEntry>> = {
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
    means: 'Members of the body or parameters of the query are not as they should be.',
    act: 'Mend what `errors` names, each with a pointer and what is expected.',
  },
  REQUEST_REFUSED: {
    status: 400,
    means: 'The request cannot be read: broken JSON, an unknown path, too large a body.',
    act: 'Mend what `detail` says. The status may also be 404, 405, 413 or 415.',
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
  },
  EVCO_ID_INVALID: {
    status: 422,
    means: 'This is not an EvcoID.',
    act: 'Send one such as DE-ABC-C12345678-X, ISO or DIN, with or without separators.',
  },
  UID_INVALID: {
    status: 422,
    means: 'This is not the UID of a card.',
    act: 'Send 8, 14 or 20 hexadecimal digits.',
  },
  PROVIDER_FOREIGN: {
    status: 422,
    means: 'The EvcoID belongs to a provider that we are not.',
    act: 'Use an EvcoID of one of EMP_PROVIDER_IDS.',
  },
  CONTRACT_UNKNOWN: { status: 404, means: 'There is no such contract.', act: 'Store the contract first.' },
  TOKEN_UNKNOWN: { status: 404, means: 'There is no such card.', act: 'Store the card first.' },
};

/** Where the documentation of a problem stands: the `type` of its details, relative to the API. */
export const problemType = (code: string): string =>
  `/docs/problems#${code.toLowerCase().replaceAll('_', '-')}`;
