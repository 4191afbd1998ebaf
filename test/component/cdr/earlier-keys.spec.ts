import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storedSessionIdKeys } from '#oicp';
import { storedKeysIn } from '../../../apps/cdr/src/sessions/find-known-session.js';
import { anEvse, aSwipe, cdrOf, aDecision, type SwipedCard } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';

const bare = (sessionId: string): string => sessionId.replaceAll('-', '');

describe('sessions and records that an earlier release stored under another key, on a real PostgreSQL', () => {
  let suite: ComparisonSuite;
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await suite.start();
    await suite.start();
  });
  afterAll(() => suite.end());

  const spellings = (sessionId: string): readonly string[] => [
    bare(sessionId),
    bare(sessionId).toUpperCase(),
    `{${sessionId}}`,
  ];
  const knownBefore = (key: string, kind = 'hbs'): Promise<unknown> =>
    suite.tables.query(
      `insert into cdr.known_session (account, kind, key, provider_id) values ('default', $2, $1, 'DE-EMP')`,
      [key, kind],
    );
  /** A record as an earlier release stored it: under a SessionID that it took for unreadable. */
  async function storedBefore(swipe: SwipedCard, key: string, update: object = {}): Promise<void> {
    await suite.enqueue(cdrOf(swipe, update));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.untilCompared();
    await suite.tables.query(
      `with content as (update cdr.content set session_key = $2 where session_key = $1)
       update cdr.record set session_key = $2, emp_session_key = replace(emp_session_key, '-', '')
       where session_key = $1`,
      [swipe.sessionId, key],
    );
  }

  it('are looked for in SQL under the keys that the protocol library names, and no others', async () => {
    const sessionId = randomUUID();
    const texts = [
      sessionId,
      ...spellings(sessionId),
      `(${bare(sessionId)})`,
      `urn:uuid:${sessionId.toUpperCase()}`,
      'string',
      `${sessionId}-1`,
      bare(sessionId).slice(1),
      `${bare(sessionId)}0000`,
    ];
    const rows = await suite.tables.query<{ text: string; keys: string[] }[]>(
      `select text, ${storedKeysIn('text')} as keys from unnest($1::text[]) as text`,
      [texts],
    );
    for (const { text, keys } of rows)
      expect([text, [...new Set(keys)].sort()]).toEqual([
        text,
        [...new Set([text, ...storedSessionIdKeys(text)])].sort(),
      ]);
    expect(rows).toHaveLength(texts.length);
  });

  it('a session is known to a record that writes its SessionID otherwise', async () => {
    for (const spelling of [0, 1]) {
      const swipe = aSwipe();
      await knownBefore(spellings(swipe.sessionId)[spelling] ?? '');
      await suite.enqueue(cdrOf({ ...swipe, evseId: anEvse() }));
      await suite.untilFound(swipe.sessionId, ['session-not-compared']);
      expect(await suite.list({ finding: 'unknown-session' })).not.toContain(swipe.sessionId);
      expect(await suite.list({ finding: 'session-not-compared', providerId: 'DE-EMP' })).toContain(
        swipe.sessionId,
      );
      // What is decided now is known of the same session, under the key of today.
      await suite.events.publish('authorization.decided', aDecision(swipe));
      await suite.untilFound(swipe.sessionId, ['other-evse']);
    }
  });

  it('a record is compared when the session that it names in another spelling becomes known', async () => {
    for (const spelling of [0, 1]) {
      const swipe = aSwipe();
      const key = spellings(swipe.sessionId)[spelling] ?? '';
      await storedBefore({ ...swipe, evseId: anEvse() }, key);
      await suite.events.publish('authorization.decided', aDecision(swipe));
      await eventually(async () => {
        expect(await suite.codes(swipe.sessionId)).toEqual(['other-evse']);
        expect(suite.publishedOf(key).map(([type]) => type)).toEqual(['cdr.updated']);
      });
      expect(await suite.list({ finding: 'other-evse' })).toContain(swipe.sessionId);
    }
  });

  it('a record that names our own name of the session without its hyphens is compared with it', async () => {
    const swipe = aSwipe();
    const ours = randomUUID();
    await storedBefore({ ...swipe, evseId: anEvse() }, bare(swipe.sessionId), { EMPPartnerSessionID: ours });
    const event = aDecision(swipe, { sessionId: undefined, empPartnerSessionId: ours });
    await suite.events.publish('authorization.decided', event);
    await eventually(async () => expect(await suite.codes(swipe.sessionId)).toEqual(['other-evse']));
  });

  it('a reservation’s record collides with none, whatever the key it is known by', async () => {
    const swipe = aSwipe();
    const reservation = { ...swipe, sessionId: randomUUID() };
    const nothing = { ConsumedEnergy: 0, MeterValueEnd: 100.5 };
    await storedBefore(reservation, bare(reservation.sessionId), nothing);
    await suite.events.publish('reservation.updated', {
      id: randomUUID(),
      state: 'used',
      evseId: swipe.evseId,
      evcoId: 'DE-EMP-C12345678-X',
      providerId: 'DE-EMP',
      sessionId: reservation.sessionId,
      requestedAt: '2026-09-23T14:11:00.000Z',
      reservedUntil: '2026-09-23T14:41:00.000Z',
    });
    await eventually(async () =>
      expect(await suite.codes(reservation.sessionId)).not.toContain('unknown-session'),
    );
    await suite.enqueue(cdrOf(swipe));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await suite.untilCompared();
    expect(await suite.codes(swipe.sessionId)).toEqual(['unknown-session']);
  });
});
