/**
 * Every `reasonCode` of a session and of a reservation without a status code of OICP in it, and what it means. Codes are
 * stable; of a stop each has the prefix `STOP_`, of a release `RELEASE_`.
 */
export const answerReasonCodes = {
  REFUSED: 'HBS or the operator refused without a status code',
  UNKNOWN: 'an answer without a status code that leaves open what happened',
  HBS_LIMIT_REACHED: 'HBS’s limit of calls was reached',
  HBS_IDENTITY_ERROR: 'HBS does not accept our certificate for this ProviderID',
  HBS_NOT_WHITELISTED: 'HBS does not accept our address',
  HBS_TLS_ERROR: 'HBS does not accept our certificate',
  HBS_INVALID_REQUEST: 'HBS could not read our request',
  NOT_CONNECTED: 'HBS could not be reached',
  TLS_FAILED: 'no TLS connection to HBS',
  TIMED_OUT: 'HBS did not answer in time',
  CUT_OFF: 'the connection to HBS ended before its answer was complete',
  TOO_LARGE: 'the request or the answer was too large',
  SERVER_ERROR: 'HBS failed',
  EMPTY_ANSWER: 'HBS’s answer was empty',
  UNREADABLE_ANSWER: 'HBS’s answer could not be read',
  NOT_SENT: 'the gateway did not send the request',
  BROKER_AWAY: 'RabbitMQ was unavailable, so nothing was sent',
  NO_HANDLER: 'no gateway was running, so nothing was sent',
  OVERLOADED: 'too many calls were pending, so nothing was sent',
  DEADLINE_EXCEEDED: 'the gateway did not answer in time',
  CONNECTION_LOST: 'the connection to RabbitMQ was lost before the answer',
  OUTCOME_UNKNOWN: 'a gateway stopped before it could answer',
  INTERNAL: 'the gateway failed',
  NO_ANSWER: 'no answer arrived in time, or the service was restarted while it waited',
} as const;

/** Reason codes of sessions only, never with a prefix. */
export const sessionReasonCodes = {
  CHARGING_ENDED: 'a notification reported the end of charging',
  CHARGING_BROKE_OFF: 'a notification reported an error that ended charging',
  CONNECTOR_ERROR: 'a notification reported a problem with the cable',
  SILENT: 'nothing was reported for so long that the session expired',
  SAME_SESSION: 'it is the same session as another, which `reason` names',
} as const;

/** Reason codes of reservations only, never with a prefix. */
export const reservationReasonCodes = {
  TIME_OVER: 'the reservation expired',
} as const;

const listed = (codes: Readonly<Record<string, string>>): string =>
  Object.entries(codes)
    .map(([code, means]) => `\`${code}\` (${means})`)
    .join(', ');

const ANSWERS = `Otherwise: ${listed(answerReasonCodes)}`;

/** The description of each `reasonCode` in the documentation. */
export const aboutReasonCodes = {
  session: `Why the session is in its state; codes are stable. \`REFUSED_603\`: HBS or the operator refused with this status code of OICP. \`UNKNOWN_310\`: this status code leaves open what happened. ${ANSWERS}. All of these have the prefix \`STOP_\` where they are about a stop. Also ${listed(sessionReasonCodes)}.`,
  reservation: `Why the reservation is in its state; codes are stable. \`REFUSED_601\`: HBS or the operator refused with this status code of OICP. \`UNKNOWN_310\`: this status code leaves open what happened. ${ANSWERS}. All of these have the prefix \`RELEASE_\` where they are about a release. Also ${listed(reservationReasonCodes)}.`,
  timeline: 'Why, a stable code: one of those of `reasonCode` of a session.',
} as const;
