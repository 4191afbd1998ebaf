import { describe, expect, it } from '@jest/globals';
import { MOST_POWER_ATTEMPTS } from '#suite';
import type { SessionPower } from '../findings/session-power.js';
import { takeAnswer } from './power-answer.js';

describe('the power of a session’s EVSE', () => {
  const asked = (state: SessionPower['state'], attempts = 0): SessionPower => ({
    evseKey: 'DEABCE1',
    state,
    attempts,
  });
  const power = { maxPowerKw: 22, hasMegawattPlug: false };
  const known: SessionPower = { ...asked('known', 3), power };

  it.each(['unanswered', undefined] as const)(
    'stays known where another one that asked for it at the same time got %s',
    (late) => {
      expect(takeAnswer(known, late)).toBeUndefined();
    },
  );

  it.each(['pending', 'unanswered', 'unknown', 'known'] as const)(
    'is known, and never asked for again, once evse-sync says it of one that was %s',
    (state) => {
      const answer = { evseId: 'DE*ABC*E1', ...power };
      expect(takeAnswer(asked(state, 3), answer)).toEqual({ power: known });
    },
  );

  it.each([
    ['unanswered', 'unanswered'],
    [undefined, 'unknown'],
  ] as const)('is asked for again after %s, until that was often enough', (answer, state) => {
    expect(takeAnswer(asked('pending'), answer)).toMatchObject({
      power: { state },
      retryAfterMs: expect.any(Number),
    });
    const last = asked(state, MOST_POWER_ATTEMPTS);
    expect(takeAnswer(last, answer)).toEqual({ power: last, retryAfterMs: undefined });
  });
});
