import { defineAlarms } from '#platform';

export const remoteSessionAlarms = defineAlarms({
  SESSION_ORPHANED: {
    level: 'warn',
    means: 'A remote start may have started a car, and neither a notification nor a record has said so yet',
    act: 'Ask the operator or Hubject’s support whether the session exists; `empPartnerSessionId`, the EvseID and the timeline are the handles. A record that arrives resolves it by itself.',
  },
  START_NOT_ACCEPTED_BY_HBS: {
    level: 'error',
    means: 'HBS does not take remote starts or stops from us as they are sent',
    act: 'The sentence in the line says what is wrong: certificate, ProviderID, whitelisting, path or form. No driver can start by app until then.',
  },
  ANSWER_NOT_STORED: {
    level: 'error',
    means: 'HBS answered a remote start or stop, and the answer could not be stored',
    act: 'Bring the database back. The session becomes UNKNOWN and a notification or record resolves it; `outcome` says what HBS answered.',
  },
  SESSIONS_NOT_SWEPT: {
    level: 'warn',
    means: 'Sessions whose answer is overdue, or that fell silent, could not be looked at',
    act: 'Bring the database back; the service goes on by itself.',
  },
});
