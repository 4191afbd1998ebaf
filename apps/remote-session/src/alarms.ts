import { defineAlarms } from '#platform';

export const remoteSessionAlarms = defineAlarms({
  SESSION_ORPHANED: {
    level: 'warn',
    means: 'A remote start may have started a car, and neither a notification nor a record has said so yet',
    act: 'Ask the operator or Hubject’s support whether the session exists; `empPartnerSessionId`, the EvseID and the timeline are the handles. A record that arrives resolves it by itself.',
  },
  START_NOT_ACCEPTED_BY_HBS: {
    level: 'error',
    means: 'HBS does not take remote starts, stops or reservations from us as they are sent',
    act: 'The line says which `operation` it is and what is wrong: certificate, ProviderID, whitelisting, path or form. No driver can start by app until then.',
  },
  ANSWER_NOT_STORED: {
    level: 'error',
    means: 'HBS answered a remote start, stop or reservation, and the answer could not be stored',
    act: 'Bring the database back. What was asked for becomes UNKNOWN, and of a session a notification or record resolves it; `operation` and `outcome` say what HBS answered.',
  },
  SESSIONS_NOT_SWEPT: {
    level: 'warn',
    means: 'Sessions whose answer is overdue, or that fell silent, could not be looked at',
    act: 'Bring the database back; the service goes on by itself.',
  },
});
