import { describe, expect, it } from '@jest/globals';
import { toSessionFacts, type SessionFacts, type StoredAuthorisation } from './session-facts.js';

describe('a record that names another session of ours by EMPPartnerSessionID', () => {
  const one = (at: string, refused?: true): StoredAuthorisation => ({
    at,
    refused,
    uid: undefined,
    evcoId: undefined,
    evseId: undefined,
  });
  const own = one('2026-11-27T08:00:00Z');
  const otherOf = (
    byOwnName: readonly StoredAuthorisation[],
    authorisations = [own],
  ): SessionFacts['otherSession'] =>
    toSessionFacts({
      authorisations,
      stopAcceptedAt: null,
      isReservation: null,
      byOwnName: [byOwnName],
    }).otherSession;

  it('names the earliest authorisation that was not refused, as another session', () => {
    const refused = one('2026-11-27T09:00:00Z', true);
    const [later, earlier] = [one('2026-11-27T10:00:00Z'), one('2026-11-27T10:30:00+01:00')];
    expect(otherOf([refused, later, earlier])?.at).toBe(earlier.at);
  });

  it('names no other session where everything of that was refused', () => {
    expect(otherOf([one('2026-11-27T09:00:00Z', true)])).toBeUndefined();
  });

  it('names no other session where both have a refused authorisation in common', () => {
    const shared = one('2026-11-27T07:00:00Z', true);
    expect(otherOf([shared, one('2026-11-27T09:00:00Z')], [shared, own])).toBeUndefined();
  });
});
