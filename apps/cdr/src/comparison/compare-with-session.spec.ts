import { describe, expect, it } from '@jest/globals';
import { A, aCharge, aSession, B, EVCO, found, limits } from '../../test/charges.js';
import type { SessionFacts } from '../sessions/session-facts.js';
import { compareCharge } from './compare-charge.js';

describe('a record and the session it names', () => {
  it.each<[string, Parameters<typeof aCharge>[0], Partial<SessionFacts>, string[]]>([
    ['the same', {}, {}, []],
    ['another card', { uid: B }, {}, ['other-card']],
    ['another EVSE', { evseId: 'DE*ABC*E00008' }, {}, ['other-evse']],
    ['the EVSE in another spelling', { evseId: 'deabce00001' }, {}, []],
    [
      'an EVSE where the authorisation named none',
      {},
      { authorisations: [{ at: '2026-11-27T09:00:30Z', uid: A }] },
      [],
    ],
    ['no EVSE', { evseId: undefined }, {}, []],
    ['no identification', { uid: '' }, {}, []],
    ['a contract of ours beside the card', { evcoId: 'DE-EMP-C87654321-X' }, {}, ['other-contract']],
    ['the same contract by app for a session begun by card', { uid: '', evcoId: 'deempc12345678x' }, {}, []],
    ['the same contract without its check digit', { uid: '', evcoId: 'DE-EMP-C12345678' }, {}, []],
    [
      'the same contract with another check digit',
      { uid: '', evcoId: 'DE-EMP-C12345678-Y' },
      {},
      ['other-contract'],
    ],
    [
      'a card for a session begun by app',
      { uid: B },
      { authorisations: [{ at: '2026-11-27T09:00:30Z', evcoId: EVCO }] },
      ['other-card'],
    ],
    [
      'the second of two cards that were authorised',
      { uid: B, evseId: 'DE*ABC*E00008' },
      {
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evseId: 'DE*ABC*E00001' },
          { at: '2026-11-27T09:01:30Z', uid: B, evseId: 'DE*ABC*E00008' },
        ],
      },
      [],
    ],
    [
      'the card of the first of two authorisations at the EVSE of the second',
      { uid: A, evseId: 'DE*ABC*E00008' },
      {
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evseId: 'DE*ABC*E00001' },
          { at: '2026-11-27T09:01:30Z', uid: B, evseId: 'DE*ABC*E00008' },
        ],
      },
      ['other-evse'],
    ],
    [
      'ChargingStart five minutes before it was authorised',
      { chargingStart: '2026-11-27T08:55:30Z' },
      {},
      [],
    ],
    [
      'ChargingStart earlier than that',
      { chargingStart: '2026-11-27T08:55:29Z' },
      {},
      ['charging-before-authorisation'],
    ],
    ['SessionStart hours before it was authorised', { sessionStart: '2026-11-27T03:00:00Z' }, {}, []],
    ['ChargingStart without offset', { chargingStart: '2026-11-27T03:00:00' }, {}, []],
    [
      'ChargingStart without offset, too early everywhere',
      { chargingStart: '2026-11-26T18:55:29' },
      {},
      ['charging-before-authorisation'],
    ],
    ['ChargingStart without offset, farthest west', { chargingStart: '2026-11-26T18:55:30' }, {}, []],
    [
      'ChargingEnd without offset, too late everywhere',
      { chargingEnd: '2026-11-28T00:00:01' },
      { stopAcceptedAt: '2026-11-27T09:55:00Z' },
      ['charging-after-stop'],
    ],
    [
      'ChargingEnd without offset, farthest east',
      { chargingEnd: '2026-11-28T00:00:00' },
      { stopAcceptedAt: '2026-11-27T09:55:00Z' },
      [],
    ],
    ['ChargingEnd five minutes after the stop', {}, { stopAcceptedAt: '2026-11-27T09:55:00Z' }, []],
    ['ChargingEnd later than that', {}, { stopAcceptedAt: '2026-11-27T09:54:59Z' }, ['charging-after-stop']],
    [
      'SessionEnd hours after the stop',
      { sessionEnd: '2026-11-27T20:00:00Z' },
      { stopAcceptedAt: '2026-11-27T09:59:00Z' },
      [],
    ],
    ['what is known of a session known before', { uid: B }, { authorisations: [] }, []],
  ])('with %s', (_, update, session, codes) => {
    expect(found(aCharge(update), { session: aSession(session) })).toEqual(codes);
  });

  it('say with what the record was compared, and name no person', () => {
    const charge = aCharge({ uid: B, evseId: 'DE*ABC*E00008', evcoId: 'DE-EMP-C87654321-X' });
    const { findings } = compareCharge(charge, { session: aSession(), others: [], power: undefined }, limits);
    const at = 'the session as authorised at 2026-11-27T09:00:30Z';
    expect(findings.map(({ comparedWith }) => comparedWith)).toEqual([at, at, `EVSE DE*ABC*E00001, ${at}`]);
    expect(JSON.stringify(findings)).not.toMatch(/04A1B2|0B0B|C12345678|C87654321/);
  });
});
