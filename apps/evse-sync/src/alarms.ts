import { defineAlarms } from '#platform';

export const evseSyncAlarms = defineAlarms({
  SYNC_RUN_FAILED: {
    level: 'error',
    means: 'A pull from HBS failed; what it brought until then is kept, and nothing was removed',
    act: 'Read `reasons` in the line. The next scheduled pull tries again; `POST /v1/sync/evse-data` does so at once.',
  },
  SYNC_PAGE_RETRIED: {
    level: 'warn',
    means:
      'A page of EVSE records, or the gateway that fetches it, gave no usable answer; it is asked for again',
    act: 'Nothing, unless it repeats: then look at the health of the gateway and at what HBS answers in its journal.',
  },
  SYNC_DELETION_WITHHELD: {
    level: 'error',
    means: 'A pull would have removed more than SYNC_MAX_DELETE_SHARE of the network; it removed nothing',
    act: 'Check whether the operators really left. If so, pull with `maxDeleteShare` 1 (`POST /v1/sync/evse-data` or `/v1/sync/evse-status`).',
  },
  SYNC_INCOMPLETE: {
    level: 'warn',
    means:
      'The pages of a pull contradict each other or do not add up; what came is kept, nothing was removed',
    act: 'Nothing: the next pull decides. If it repeats, report `reasons` to Hubject.',
  },
  PRICING_PULL_FAILED: {
    level: 'error',
    means: 'The prices of some or all operators could not be pulled from HBS; those that were there stay',
    act: 'Read `reasons` in the line: a refusal usually means that the offer of an operator is not subscribed to, or that dynamic pricing is not enabled at Hubject. What passes by itself is tried again after a quarter of an hour, a refusal with the next scheduled pull; `POST /v1/sync/pricing` does so at once. PRICES_NOT_STORABLE names an operator whose prices PostgreSQL refuses: report it with the journal’s exchange. Without such an agreement set SYNC_PRICING_CRON to off.',
  },
  SYNC_RECORDS_QUARANTINED: {
    level: 'warn',
    means: 'Records came in which no EvseID can be read; they were put aside',
    act: 'Look at them with `GET /v1/sync/quarantine` and report them to their operator or to Hubject.',
  },
});
