import { defineAlarms } from '#platform';

export const gatewayAlarms = defineAlarms({
  AUTHORIZATION_NOT_ANSWERED: {
    level: 'warn',
    means: 'HBS was refused with 320 because authorization did not answer in time',
    act: 'Look at the health of authorization and of RabbitMQ. `cause` says what kept it.',
  },
  NOTIFICATION_NOT_TAKEN: {
    level: 'warn',
    means: 'A charging notification was answered with 021 because the broker did not confirm it in time',
    act: 'Look at RabbitMQ. Notifications are not sent again; the session is told by its charge detail record.',
  },
  CDR_NOT_TAKEN: {
    level: 'warn',
    means: 'A charge detail record was answered with Result false, because the broker did not confirm it',
    act: 'Look at the health of RabbitMQ; `cause` says what kept it. Nothing is lost: HBS lists the record as not forwarded, and the next reconciliation fetches it.',
  },
  EDGE_ANSWER_FAILED: {
    level: 'error',
    means: 'A request of HBS was refused because its handling failed',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  EDGE_TURNED_AWAY: {
    level: 'warn',
    means:
      'A caller was turned away at the edge; `times` says how often for this address and reason within a minute',
    act: 'Read `address` and `reason`. If it is HBS: correct EDGE_CLIENT_CA_FILE, EDGE_CLIENT_NAMES or EDGE_ALLOWED_CIDRS, or have Hubject present the right certificate. If it is a stranger, do nothing.',
  },
  API_FAILED: {
    level: 'error',
    means: 'A request to the API failed in a way that nothing handled',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  API_KEYS_UNUSABLE: {
    level: 'error',
    means: 'The changed file of keys of the API cannot be used; the keys before it go on',
    act: 'Mend what `problems` names in API_KEYS_FILE. A key that was to be taken back still works until then. The file is read again within 15 seconds.',
  },
  EDGE_CERTIFICATE_UNUSABLE: {
    level: 'error',
    means: 'A new certificate, key or authority for the edge cannot be used; the old one goes on',
    act: 'Put files in place that fit each other; the problem in the line says which does not. They are read again within 15 seconds.',
  },
  EDGE_CERTIFICATE_EXPIRES: {
    level: 'warn',
    means: 'The certificate that the edge presents to HBS expires within 30 days',
    act: 'Upload a new certificate in Hubject’s portal first, then replace EDGE_CERT_FILE and EDGE_KEY_FILE; no restart is needed.',
  },
  HBS_CERTIFICATE_UNUSABLE: {
    level: 'error',
    means: 'A new certificate, key or authority towards HBS cannot be used; the old one goes on',
    act: 'Put files in place that fit each other; the problem in the line says which does not. They are read again within 15 seconds.',
  },
  HBS_CERTIFICATE_EXPIRES: {
    level: 'warn',
    means: 'The certificate that we present to HBS expires within 30 days',
    act: 'Have Hubject sign a new one, then replace HBS_CLIENT_CERT_FILE and HBS_CLIENT_KEY_FILE; no restart is needed.',
  },
  HBS_TLS_FAILED: {
    level: 'error',
    means: 'HBS and we do not accept each other’s certificate; nothing was exchanged',
    act: 'Read `reason`. Check that HBS_CLIENT_CERT_FILE is signed by Hubject and has not expired, and that HBS_CA_FILE holds the authority of HBS’s server.',
  },
  HBS_ADDRESS_REFUSED: {
    level: 'error',
    means: 'A proxy in front of HBS refused the address that our calls come from',
    act: 'Ask Hubject to whitelist the address, or set HBS_PROXY_URL to a proxy whose address is.',
  },
  HBS_IDENTITY_REFUSED: {
    level: 'error',
    means: 'HBS says that certificate and ProviderID do not belong together (017)',
    act: 'Check EMP_PROVIDER_IDS and HBS_CLIENT_CERT_FILE against what Hubject issued; text must be the same. It is not tried again by itself.',
  },
  HBS_NOT_ANSWERING: {
    level: 'warn',
    means: 'HBS could not be reached, or gave no answer that says anything',
    act: 'Read `reason`. If it lasts: check the network, HBS_BASE_URL and HBS_PROXY_URL, then Hubject’s status page; give its support the `processId`.',
  },
  HBS_ANSWER_TOO_LARGE: {
    level: 'warn',
    means:
      'An answer of HBS was given up because it has more than 15 MiB, and would not fit into a message of the broker',
    act: 'Nothing where `operation` is getChargeDetailRecords: fewer records are asked for by itself. For pullEvseData lower SYNC_PAGE_SIZE.',
  },
  HBS_REQUEST_INVALID: {
    level: 'error',
    means: 'HBS could not take a request of ours as it was written',
    act: 'Read `reason`, which names the fields, and report it with the version of the suite.',
  },
  HBS_LIMITS_US: {
    level: 'warn',
    means: 'HBS said that we call an operation too often (429); no replica calls it for `pauseMs`',
    act: 'If it repeats: lower HBS_LIMIT_<OPERATION>, and look who else calls HBS with our identity.',
  },
  CALL_LIMITS_UNKNOWN: {
    level: 'warn',
    means:
      'The database that counts our calls to HBS gives no answer; pulls wait, remote starts and stops go by this replica’s own count',
    act: 'Bring the database back; `reason` says what is wrong. Nothing is lost: pulls go on where they were.',
  },
  JOURNAL_INCOMPLETE: {
    level: 'warn',
    means: 'Exchanges with HBS could not be kept in the database; they stand in the log only',
    act: 'Bring the database back, or make it faster; `reason` says what it was. HBS was answered all the same.',
  },
  JOURNAL_PARTITIONS_NOT_KEPT: {
    level: 'warn',
    means:
      'The journal’s tables for the coming days could not be made, or old ones not be dropped; it is tried again each minute',
    act: 'Read `reason`. They are made three days ahead: if it lasts longer, exchanges stand in the log only.',
  },
});
