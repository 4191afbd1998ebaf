import { defineAlarms } from '#platform';

/** What evse-sync raises for the people who run it. */
export const evseSyncAlarms = defineAlarms({
  SYNC_RUN_FAILED: {
    level: 'error',
    means: 'A pull from HBS failed; what it had received until then is stored, and nothing was removed',
    act: 'Read `reasons` in the line. The next scheduled pull tries again; to try at once, call `POST /v1/sync/evse-data` or `POST /v1/sync/evse-status`.',
  },
  SYNC_PAGE_RETRIED: {
    level: 'warn',
    means: 'HBS or the gateway gave no usable answer to a request for a page of EVSE records; it is repeated',
    act: 'Do nothing unless this repeats. Then check the health of the gateway and the answers of HBS in its journal.',
  },
  SYNC_DELETION_WITHHELD: {
    level: 'error',
    means:
      'A pull would have removed a larger share of the replica than SYNC_MAX_DELETE_SHARE allows; it removed nothing',
    act: 'Check whether the charging points have really left the network. If so, pull with `maxDeleteShare` 1 (`POST /v1/sync/evse-data` or `/v1/sync/evse-status`).',
  },
  SYNC_INCOMPLETE: {
    level: 'warn',
    means:
      'The pages of a pull contradict each other or do not add up; what was received is stored, nothing was removed',
    act: 'Wait for the next pull. If this repeats, report `reasons` to Hubject.',
  },
  PRICING_PULL_FAILED: {
    level: 'error',
    means:
      'The prices of some or all operators could not be pulled from HBS; those stored before are unchanged',
    act: 'Read `reasons` in the line: a refusal usually means that the offer of an operator is not subscribed to, or that dynamic pricing is not enabled at Hubject. A temporary failure is retried after a quarter of an hour, a refusal with the next scheduled pull; to try at once, call `POST /v1/sync/pricing`. PRICES_NOT_STORABLE names an operator whose prices PostgreSQL refuses: report it with the exchange in the journal. Without an agreement on dynamic pricing, set SYNC_PRICING_CRON to off.',
  },
  SYNC_RECORDS_QUARANTINED: {
    level: 'warn',
    means: 'A pull received records or statuses without a readable EvseID; they were quarantined',
    act: 'List them with `GET /v1/sync/quarantine` and report them to their operator or to Hubject.',
  },
});
