import { describe, expect, it } from '@jest/globals';
import { type CdrSummary } from '#suite';
import { A, aCharge, aSession, B, EVCO, limits } from '../../test/charges.js';
import type { SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';
import { applyComparison, compareCharge } from './compare-charge.js';

describe('whose record it is', () => {
  const contractOf = (charge: Charge, session: SessionFacts | undefined): string | undefined => {
    const comparison = compareCharge(charge, { session, others: [], power: undefined }, limits);
    const summary: CdrSummary = { sessionId: 'one', findings: [], source: 'forwarded', receivedAt: '' };
    return applyComparison(summary, charge, comparison).evcoId;
  };

  it.each<[string, Parameters<typeof aCharge>[0], SessionFacts | undefined, string | undefined]>([
    ['a card’s, of our decision', {}, aSession(), EVCO],
    ['without identification, of our decision', { uid: '' }, aSession(), EVCO],
    ...['N/A', '0', 'UNKNOWN', '-', 'DE-EMP', '\u00A0'].map(
      (evcoId): [string, object, SessionFacts, string] => [
        `a card’s with the contract “${evcoId}”, of our decision`,
        { evcoId },
        aSession(),
        EVCO,
      ],
    ),
    ['another card’s, of nobody known', { uid: B }, aSession(), undefined],
    ['without a decision of ours, of nobody known', {}, undefined, undefined],
    [
      'with a contract of its own, as received',
      { evcoId: 'DE-EMP-C12345678' },
      aSession(),
      'DE-EMP-C12345678',
    ],
    [
      'without identification where two contracts were authorised, of nobody known',
      { uid: '' },
      aSession({
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evcoId: EVCO },
          { at: '2026-11-27T09:01:30Z', uid: B, evcoId: 'DE-EMP-C87654321-X' },
        ],
      }),
      undefined,
    ],
    [
      'with another contract, as received',
      { evcoId: 'DE-EMP-C87654321-X' },
      aSession(),
      'DE-EMP-C87654321-X',
    ],
  ])('%s', (_, update, session, evcoId) => {
    expect(contractOf(aCharge(update), session)).toBe(evcoId);
  });
});
