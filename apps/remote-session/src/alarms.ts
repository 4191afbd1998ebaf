import { defineAlarms } from '#platform';

/** The alarms of remote-session. */
export const remoteSessionAlarms = defineAlarms({
  SESSION_ORPHANED: {
    level: 'warn',
    means:
      'A remote start may have started a charge, and neither a notification nor a charge detail record has confirmed it yet',
    act: 'Ask the operator or Hubject’s support whether the session exists; `empPartnerSessionId`, the EvseID and the timeline are the handles. A record that is received resolves it by itself.',
  },
  START_NOT_ACCEPTED_BY_HBS: {
    level: 'error',
    means: 'HBS rejects the remote starts, stops or reservations that we send',
    act: 'Read `operation` and `reason`, and fix what they name: certificate, ProviderID, whitelisting, path or form. No driver can start by app until then.',
  },
  ANSWER_NOT_STORED: {
    level: 'error',
    means: 'HBS answered a remote start, stop or reservation, and the answer could not be stored',
    act: 'Restore the database. The session or reservation becomes UNKNOWN; a session is resolved by a notification or a record. `operation` and `outcome` say what HBS answered.',
  },
  SESSIONS_NOT_SWEPT: {
    level: 'warn',
    means:
      'Sessions whose answer is overdue, that fell silent, or whose EVSE’s power is to be requested could not be processed',
    act: 'Restore the database; the service resumes by itself.',
  },
});
