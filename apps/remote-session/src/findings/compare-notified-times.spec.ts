import { describe, expect, it } from '@jest/globals';
import type { AuthorizationStopAccepted } from '#suite';
import { aFact, ID, limits, NOON } from '../../test/facts.js';
import { stopAuthorizedFact } from '../reports/stop-authorized-fact.js';
import type { Fact, FactKind, FactSays } from '../state/fact.js';
import { viewOf } from '../state/view-of.js';

const card = {
  startedBy: 'card',
  uid: '04A1B2C3',
  evcoId: 'DE-EMP-C12345678-X',
  evseId: 'DE*ABC*E1',
} as const;
const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();
const own = (kind: FactKind, minutes: number, says: FactSays = {}): Fact => ({
  ...aFact(kind, minutes, says),
  source: 'EMP',
});
const comparison = { limits, power: null };
const view = (...facts: Fact[]): ReturnType<typeof viewOf> => {
  const seen = viewOf(ID, facts, comparison);
  expect(viewOf(ID, facts.toReversed(), comparison)).toEqual(seen);
  return seen;
};
const codes = (...facts: Fact[]): readonly string[] =>
  (view(...facts).findings ?? []).map(({ code }) => code);

const stopByCard = (minutes: number, exchanged: Partial<AuthorizationStopAccepted> = {}): Fact =>
  stopAuthorizedFact(
    {
      at: at(minutes),
      medium: 'rfid',
      sessionId: 'b2688855-7f00-0002-6d8e-48d883f6abb6',
      startedBy: 'card',
      operatorId: 'DE*ABC',
      ...exchanged,
    },
    NOON,
  );

describe.each<[string, (minutes: number) => Fact]>([
  ['an app', (minutes) => ({ ...aFact('stop-accepted', minutes), source: 'HBS' })],
  ['a card', (minutes) => stopByCard(minutes)],
])('a session that %s stopped', (_, stop) => {
  const authorized = own('authorized', 0, card);
  const again = own('authorized', 60, card);
  const ended = (minutes: number): Fact =>
    aFact('charging-ended', minutes, { times: { chargingStart: at(1), chargingEnd: at(minutes) } });
  const progress = (minutes: number): Fact =>
    aFact('charging', minutes, { times: { chargingStart: at(1), eventOccurred: at(minutes) } });

  it.each<[string, Fact[], string[]]>([
    ['an end after the stop', [authorized, ended(90)], ['charging-after-stop']],
    ['an end after the session was authorised again', [authorized, again, ended(90)], []],
    ['an end before it was authorised again', [authorized, again, ended(50)], ['charging-after-stop']],
    ['energy that still flowed after the stop', [authorized, progress(40)], ['charging-after-stop']],
    ['energy that flowed within the tolerance', [authorized, progress(35)], []],
    ['energy that flowed once it was authorised again', [authorized, again, progress(90)], []],
    [
      'the news of the end, long after the end',
      [authorized, aFact('charging-ended', 90, { times: { chargingEnd: at(31), eventOccurred: at(90) } })],
      [],
    ],
    [
      'a start after the stop',
      [authorized, aFact('charging-started', 40, { times: { eventOccurred: at(40) } })],
      ['charging-after-stop'],
    ],
  ])('compares %s', (__, facts, found) => {
    expect(codes(stop(30), ...facts)).toEqual(found);
  });

  it('counts the second stop after the session was authorised again', () => {
    expect(codes(authorized, stop(30), again, stop(80), ended(90))).toEqual(['charging-after-stop']);
  });
});

describe('a stop by card', () => {
  it('is one fact however often it is reported, and none that an app requested', () => {
    const facts = [own('authorized', 0, card), stopByCard(30), stopByCard(30)];
    expect(new Set(facts.map(({ key }) => key)).size).toBe(2);
    expect(view(...facts)).not.toHaveProperty('stopAcceptedAt');
    expect(view(...facts)).toMatchObject({ state: 'pending', startedBy: 'card' });
  });

  it('is of a session that exists, before anything else is known of it', () => {
    expect(view(stopByCard(30))).toMatchObject({ state: 'pending', startedBy: 'card' });
    expect(view(stopByCard(30, { startedBy: 'other' }))).toMatchObject({ startedBy: 'other' });
  });
});

describe('a session of which an app’s start was refused', () => {
  const asked = { startedBy: 'app', evcoId: 'DE-EMP-CAAAAAAAA-1', evseId: 'DE*ABC*E9' } as const;
  const requested = { ...aFact('start-requested', 0, asked), source: 'app' } as const;
  const charging = aFact('charging-started', 61, {
    evcoId: asked.evcoId,
    evseId: asked.evseId,
    times: { chargingStart: at(30) },
  });

  it.each<FactKind>(['start-refused', 'start-not-sent'])(
    'is compared with the card that was authorised later (%s)',
    (kind) => {
      const facts = [requested, own(kind, 1), own('authorized', 60, card), charging];
      expect(codes(...facts)).toEqual(['other-contract', 'other-evse', 'charging-before-authorisation']);
    },
  );

  it('says so also where the operator reports that it charges', () => {
    expect(view(requested, own('start-refused', 1), charging)).toMatchObject({
      state: 'active',
      requestedAt: at(0),
      startRefusedAt: at(1),
    });
    expect(view(requested, own('start-unanswered', 1), charging)).not.toHaveProperty('startRefusedAt');
  });
});

describe('a session that was authorised for two cards', () => {
  const first = own('authorized', 0, card);
  const second = own('authorized', 60, { ...card, uid: '0B0B0B0B' });
  const charging = (uid: string): Fact =>
    aFact('charging-started', 61, { uid, evseId: card.evseId, times: { chargingStart: at(30) } });

  it('is compared with the time of the one that charges, as a record is', () => {
    expect(codes(first, second, charging('04A1B2C3'))).toEqual([]);
    expect(codes(first, second, charging('0B0B0B0B'))).toEqual(['charging-before-authorisation']);
  });

  it('reports energy that flowed before', () => {
    const early = aFact('charging', 10, { times: { eventOccurred: at(-10) } });
    expect(codes(first, early)).toEqual(['charging-before-authorisation']);
  });
});
