import { defineAlarms } from '#platform';

/** The gateway's alarms by their codes. */
export const gatewayAlarms = defineAlarms({
  AUTHORIZATION_NOT_ANSWERED: {
    level: 'warn',
    means: 'HBS was refused with 320 because authorization did not answer in time',
    act: 'Check the health of authorization and of RabbitMQ; `cause` names the failure.',
  },
  NOTIFICATION_NOT_TAKEN: {
    level: 'warn',
    means: 'A charging notification was answered with 021 because the broker did not confirm it in time',
    act: 'Check the health of RabbitMQ; `cause` names the failure. HBS does not send notifications again; the charge detail record completes the session.',
  },
  CDR_NOT_TAKEN: {
    level: 'warn',
    means: 'A charge detail record was answered with Result false because the broker did not confirm it',
    act: 'Check the health of RabbitMQ; `cause` names the failure. Nothing is lost: HBS lists the record as not forwarded, and the next reconciliation fetches it.',
  },
  EDGE_ANSWER_FAILED: {
    level: 'error',
    means: 'A request of HBS was refused because handling it failed',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  EDGE_TURNED_AWAY: {
    level: 'warn',
    means:
      'A caller was turned away at the edge; `times` counts this address and reason within the last minute',
    act: 'Read `address` and `reason`. If it is HBS: correct EDGE_CLIENT_CA_FILE, EDGE_CLIENT_NAMES or EDGE_ALLOWED_CIDRS, or have Hubject present the right certificate. If it is a stranger, do nothing.',
  },
  API_FAILED: {
    level: 'error',
    means: 'A request to the API failed with an unexpected error',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  API_KEYS_UNUSABLE: {
    level: 'error',
    means: 'API_KEYS_FILE has changed and cannot be used; the previous keys remain valid',
    act: 'Fix what `problems` names in API_KEYS_FILE; it is read again within 15 seconds. A key that you removed from it still works until then.',
  },
  EDGE_CERTIFICATE_UNUSABLE: {
    level: 'error',
    means: 'A new certificate, key or authority for the edge cannot be used; the previous one remains in use',
    act: 'Install files that match each other; `problems` names those that do not. They are read again within 15 seconds.',
  },
  EDGE_CERTIFICATE_EXPIRES: {
    level: 'warn',
    means: 'The certificate that the edge presents to HBS expires within 30 days',
    act: 'Upload a new certificate in Hubject’s portal first, then replace EDGE_CERT_FILE and EDGE_KEY_FILE; no restart is needed.',
  },
  HBS_CERTIFICATE_UNUSABLE: {
    level: 'error',
    means:
      'A new certificate, key or authority for calls to HBS cannot be used; the previous one remains in use',
    act: 'Install files that match each other; `problems` names those that do not. They are read again within 15 seconds.',
  },
  HBS_CERTIFICATE_EXPIRES: {
    level: 'warn',
    means: 'The certificate that the gateway presents to HBS expires within 30 days',
    act: 'Have Hubject sign a new one, then replace HBS_CLIENT_CERT_FILE and HBS_CLIENT_KEY_FILE; no restart is needed.',
  },
  HBS_TLS_FAILED: {
    level: 'error',
    means: 'HBS and the gateway do not accept each other’s certificate; no request was sent',
    act: 'Read `reason`. Check that HBS_CLIENT_CERT_FILE is signed by Hubject and has not expired, and that HBS_CA_FILE holds the authority of HBS’s server.',
  },
  HBS_ADDRESS_REFUSED: {
    level: 'error',
    means: 'A proxy in front of HBS refused the address that the gateway calls from',
    act: 'Ask Hubject to whitelist the address, or set HBS_PROXY_URL to a proxy whose address is whitelisted.',
  },
  HBS_IDENTITY_REFUSED: {
    level: 'error',
    means: 'HBS reported that certificate and ProviderID do not belong together (017)',
    act: 'Compare EMP_PROVIDER_IDS and HBS_CLIENT_CERT_FILE with what Hubject issued, character by character. The call is not repeated automatically.',
  },
  HBS_NOT_ANSWERING: {
    level: 'warn',
    means: 'HBS could not be reached, or returned no usable answer',
    act: 'Read `reason`. If it lasts: check the network, HBS_BASE_URL and HBS_PROXY_URL, then Hubject’s status page; give its support the `processId`.',
  },
  HBS_ANSWER_TOO_LARGE: {
    level: 'warn',
    means:
      'An answer of HBS was discarded because it has more than 15 MiB, which does not fit into a message of the broker',
    act: 'Where `operation` is getChargeDetailRecords, do nothing: smaller pages are requested automatically. For pullEvseData, lower SYNC_PAGE_SIZE.',
  },
  HBS_REQUEST_INVALID: {
    level: 'error',
    means: 'HBS refused a request of the gateway as malformed',
    act: 'Read `reason`, which names the fields, and report it with the version of the suite.',
  },
  HBS_LIMITS_US: {
    level: 'warn',
    means:
      'HBS refused a call because the operation is called too often (429); no replica calls it for `pauseMs`',
    act: 'If it repeats: lower HBS_LIMIT_<OPERATION>, and find out what else calls HBS with your identity.',
  },
  CALL_LIMITS_UNKNOWN: {
    level: 'warn',
    means:
      'The database that counts calls to HBS is unavailable; pulls wait, and remote starts and stops are limited by each replica’s own count',
    act: 'Restore the database; `reason` names the failure. Nothing is lost: pulls resume where they stopped.',
  },
  JOURNAL_INCOMPLETE: {
    level: 'warn',
    means: 'Exchanges with HBS could not be stored in the database; they are only in the log',
    act: 'Restore the database, or make it faster; `reason` names the failure. HBS was answered regardless.',
  },
  JOURNAL_PARTITIONS_NOT_KEPT: {
    level: 'warn',
    means:
      'The journal’s tables for the coming days could not be created, or expired ones could not be dropped; it is retried every minute',
    act: 'Read `reason`. Tables are created three days ahead: if it lasts longer, exchanges are only in the log.',
  },
});
