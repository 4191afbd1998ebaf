import { describe, expect, it } from '@jest/globals';
import { outboundOperations, readHbsAnswer, statusCodes } from '#oicp';
import { aboutRelease, aboutReservation } from '../reservation/reservation-messages.js';
import { startAnswerFact, startRequestedFact } from '../start/start-facts.js';
import type { Fact } from '../state/fact.js';
import { viewOf } from '../state/view-of.js';
import { stopAnswerFact, stopRequestedFact } from '../stop/stop-facts.js';
import { aboutStart, aboutStop, toOutcome, type HbsOutcome, type OutcomeMessages } from './hbs-outcome.js';

const ID = '5b9d4b6c-6f0e-4b0e-9d3b-2f6d3d1f0a11';
/** Codes after which nobody knows whether the station acted; `000` in a refusal contradicts itself. */
const OPEN: ReadonlySet<string> = new Set(['000', '001', '002', '021', '310', '501']);
const LEAVES_OPEN = /not known whether|look whether it charges|If it still charges|cannot be reached/;
const CODES = Object.keys(statusCodes);

type Remote =
  'authorizeRemoteStart' | 'authorizeRemoteStop' | 'remoteReservationStart' | 'remoteReservationStop';

/** What comes of a refusal with this code, as HBS answers it. */
function refusedWith(code: string, operation: Remote, about: OutcomeMessages): HbsOutcome {
  const body = JSON.stringify({ Result: false, StatusCode: { Code: code, Description: 'words of HBS' } });
  return toOutcome(readHbsAnswer(outboundOperations[operation], { status: 200, headers: {}, body }), about);
}
const kindOf = (code: string): HbsOutcome['kind'] => (OPEN.has(code) ? 'unanswered' : 'refused');
const reasonCodeOf = (code: string): string => {
  if (code === '017') return 'HBS_IDENTITY_ERROR';
  return OPEN.has(code) ? `UNKNOWN_${code}` : `REFUSED_${code}`;
};
const requested = startRequestedFact(
  {
    id: ID,
    evseId: 'DE*ABC*E1',
    evcoId: 'DE-EMP-C12345678-X',
    providerId: 'DE-EMP',
    partnerProductId: undefined,
  },
  1,
);
const accepted: Fact = {
  kind: 'start-accepted',
  key: 'start-accepted',
  at: 2,
  receivedAt: 2,
  source: 'HBS',
  says: {},
};

describe('the state, the reason code and the words that follow from a status code of OICP agree', () => {
  it.each(CODES)('for a start that is answered with %s', (code) => {
    const outcome = refusedWith(code, 'authorizeRemoteStart', aboutStart);
    const { state, reasonCode, reason } = viewOf(ID, [requested, startAnswerFact(outcome, 2)]);
    expect({ state, reasonCode }).toEqual({
      state: OPEN.has(code) ? 'UNKNOWN' : 'failed',
      reasonCode: reasonCodeOf(code),
    });
    expect(LEAVES_OPEN.test(reason ?? '') && !/operator.*cannot be reached/.test(reason ?? '')).toBe(
      OPEN.has(code),
    );
    expect(reason).not.toMatch(/was accepted\./);
  });

  it.each(CODES)('for a stop of a session started by app that is answered with %s', (code) => {
    const outcome = refusedWith(code, 'authorizeRemoteStop', aboutStop);
    const stop = stopAnswerFact({ outcome, attempt: 'one', isRemote: true }, 4);
    const { state, reasonCode, reason } = viewOf(ID, [
      requested,
      accepted,
      stopRequestedFact('one', 3),
      stop,
    ]);
    // After 400 the session has ended, and its record will follow.
    const isPending = OPEN.has(code) || code === '400';
    expect({ state, reasonCode }).toEqual({
      state: isPending ? 'stopping' : 'pending',
      reasonCode: `STOP_${reasonCodeOf(code)}`,
    });
    expect(LEAVES_OPEN.test(reason ?? '')).toBe(OPEN.has(code));
    expect(/has already ended/.test(reason ?? '')).toBe(code === '400');
  });

  it.each(CODES)('for a reservation that is answered with %s', (code) => {
    const { kind, says } = refusedWith(code, 'remoteReservationStart', aboutReservation);
    expect({ kind, reasonCode: says.reasonCode }).toEqual({
      kind: kindOf(code),
      reasonCode: reasonCodeOf(code),
    });
    expect(/not known whether/.test(says.reason ?? '')).toBe(OPEN.has(code));
  });

  it.each(CODES)('for a reservation whose release is answered with %s', (code) => {
    const { kind, says } = refusedWith(code, 'remoteReservationStop', aboutRelease);
    expect({ kind, reasonCode: says.reasonCode }).toEqual({
      kind: kindOf(code),
      reasonCode: `RELEASE_${reasonCodeOf(code)}`,
    });
    expect(/not known whether/.test(says.reason ?? '')).toBe(OPEN.has(code));
  });
});
