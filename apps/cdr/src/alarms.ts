import { defineAlarms } from '#platform';

/** The alarms of cdr. */
export const cdrAlarms = defineAlarms({
  CDR_CONFLICTED: {
    level: 'warn',
    means:
      'A second charge detail record of one session bills something else; it was stored next to the first',
    act: 'Look at `GET /v1/cdrs/{sessionId}` and agree with the operator which of the two is right. Until then the first one counts.',
  },
  CDR_UNREADABLE: {
    level: 'warn',
    means: 'A charge detail record names no session; its bytes were quarantined',
    act: 'Look at `GET /v1/cdrs/unreadable` and report to Hubject or the operator what was wrong.',
  },
  CDR_NOT_COMPARED: {
    level: 'error',
    means:
      'Charge detail records could not be compared with their sessions and with one another; the comparison is repeated every minute',
    act: 'Nothing, unless it repeats: then file what `reason` says. The records are stored; findings that arise from comparisons are missing until then.',
  },
  CDR_TOO_LARGE: {
    level: 'error',
    means: 'A single charge detail record at HBS is larger than the broker accepts (15 MiB); it was skipped',
    act: 'Request the record from Hubject by another channel: `place` counts it from 0 among those of `providerId` that HBS received from `from` to `to`. Everything else is fetched; reconciliations fail, and reach ever further back, until the mark is moved by hand (docs/adr/0043).',
  },
  RECONCILIATION_DELAYED: {
    level: 'warn',
    means: 'HBS did not list charge detail records; the page is requested again',
    act: 'Nothing, unless it repeats: then look at the health of the gateway. `reason` says what HBS answered.',
  },
  RECONCILIATION_FAILED: {
    level: 'error',
    means: 'A reconciliation with HBS failed; what it covers is read again at the next one',
    act: '`reason` says what HBS answered. A charge detail record that was not forwarded stays missing until a reconciliation succeeds.',
  },
});
