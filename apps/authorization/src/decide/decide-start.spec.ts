import { describe, expect, it } from '@jest/globals';
import type { AuthorizationMedium } from '#suite';
import type { CachedContract } from '../cache/contract-cache.js';
import { aCache, by, EVCO_ID, NOW, providers, putContract, rfid, UID } from '../../test/builders.js';
import type { PinVerdict } from '../pin/pin-checker.js';
import { decideStart, type StartDecision } from './decide-start.js';
import { refuse } from './refuse.js';

const decide = (medium: AuthorizationMedium, cache = aCache(), pin?: PinVerdict): StartDecision =>
  decideStart(medium, cache, providers, { now: NOW, pin });
const codeOf = (decision: StartDecision): string => decision.refused?.code ?? '000';

describe('deciding whether a card may start a session', () => {
  it('finds the contract of a known card, in upper and lower case', () => {
    for (const uid of [UID, UID.toLowerCase()]) {
      expect(decide(rfid(uid))).toEqual({
        driver: { contract: expect.objectContaining({ evcoId: EVCO_ID }), token: expect.anything() },
      });
    }
  });

  it('refuses an unknown card as a stranger’s', () => {
    expect(decide(rfid('04FFFFFFFFFFFF'))).toEqual({ refused: refuse('unknown', 'rfid') });
  });

  it('never authorises a known card that was read in the other byte order, and diagnoses it for our support alone', () => {
    expect(decide(rfid('F6E5D4C3B2A104'))).toEqual({
      refused: { ...refuse('unknown', 'rfid'), diagnosis: 'UID_REVERSED' },
    });
  });

  it.each([
    ['blocked', { status: 'blocked' } as const],
    ['expired this instant', { expiresAt: NOW }],
    ['expired long ago', { expiresAt: 0 }],
  ])('refuses a card that is %s, as one of our drivers', (_, changed) => {
    const decision = decide(rfid(UID), aCache(changed));
    expect(codeOf(decision)).toBe('102');
    expect(decision.driver?.contract.evcoId).toBe(EVCO_ID);
  });

  it('authorises a card that expires later', () => {
    expect(codeOf(decide(rfid(UID), aCache({ expiresAt: NOW + 1 })))).toBe('000');
  });

  it('refuses a card whose contract does not exist', () => {
    expect(decide(rfid(UID), aCache({ evcoKey: 'nobody' }))).toEqual({
      refused: refuse('card-without-contract', 'rfid'),
    });
  });

  it.each([['04A1'], ['04A1B2C'], ['04A1B2C3D4E5F6A7'], ['04A1B2C3D4E5FG'], [''], ['x'.repeat(10_000)]])(
    'says what is wrong with an invalid UID, without repeating it',
    (uid) => {
      expect(decide(rfid(uid))).toEqual({
        refused: {
          decision: 'refused',
          code: '022',
          reason: 'The UID does not have 8, 14 or 20 hexadecimal digits.',
        },
      });
    },
  );
});

describe('deciding by the contract whether a driver may start a session', () => {
  const media: readonly [string, AuthorizationMedium][] = [
    ['a card', rfid(UID)],
    ['a QR code', by('qr')],
    ['Plug & Charge', by('plugAndCharge')],
    ['an app', by('remote')],
  ];

  it.each(media)('authorises %s of a contract in force', (_, medium) => {
    expect(codeOf(decide(medium, aCache(), 'right'))).toBe('000');
  });

  it.each<[string, Partial<CachedContract>, string]>([
    ['blocked', { status: 'blocked' }, '200'],
    ['not yet valid', { validFrom: NOW + 1 }, '210'],
    ['no longer valid', { validUntil: NOW }, '210'],
    ['blocked and no longer valid', { status: 'blocked', validUntil: NOW }, '200'],
    ['valid from now on', { validFrom: NOW, validUntil: NOW + 1 }, '000'],
  ])('answers one that is %s, Plug & Charge by its own code', (_, changed, code) => {
    for (const [, medium] of media) {
      const expected = medium.kind === 'plugAndCharge' && code !== '000' ? '120' : code;
      const decision = decide(medium, aCache({}, changed), 'right');
      expect([medium.kind, codeOf(decision)]).toEqual([medium.kind, expected]);
      expect(decision.driver?.contract.evcoId).toBe(EVCO_ID);
    }
  });

  it.each([
    ['qr', '101'],
    ['plugAndCharge', '105'],
    ['remote', '210'],
  ] as const)('refuses an unknown and a foreign contract by %s with %s, as strangers', (kind, code) => {
    const unknown = decide(by(kind, 'DE-EMP-C99999999-X'), aCache(), 'wrong');
    const foreign = decide(by(kind, 'DE-ABC-C12345678-X'), aCache(), 'right');
    expect(unknown).toEqual({ refused: refuse('unknown', kind) });
    expect(foreign).toEqual({ refused: refuse('provider-foreign', kind) });
    expect([unknown, foreign].map(codeOf)).toEqual([code, code]);
  });

  it.each(['qr', 'plugAndCharge', 'remote'] as const)(
    'refuses an invalid EvcoID by %s as unreadable',
    (kind) => {
      for (const evcoId of ['', 'nobody', 'x'.repeat(10_000)])
        expect(decide(by(kind, evcoId), aCache(), 'right').refused).toMatchObject({ code: '022' });
    },
  );

  it.each([
    ['wrong', '101'],
    ['locked', '101'],
    ['unchecked', '320'],
    [undefined, '101'],
  ] as const)('refuses a QR code whose PIN is %s, whatever else holds', (pin, code) => {
    expect(codeOf(decide(by('qr'), aCache(), pin))).toBe(code);
    expect(codeOf(decide(by('qr'), aCache({}, { status: 'blocked' }), pin))).toBe(code);
  });

  it.each([
    ['DE-EMP-123A56-3', 'DE-EMP-00123A563-N'],
    ['DE*EMP*123A56*3', 'DE-EMP-C0123A563-N'],
    ['DE-EMP-00123A563-N', 'DE*EMP*123A56*3'],
    ['DE-EMP-C0123A563', 'DE*EMP*123A56*3'],
  ])(
    'never authorises the contract %s as the %s it is converted to, and hints it to our support alone',
    (known, asked) => {
      const cache = putContract(aCache(), known);
      expect(decide(by('plugAndCharge', asked), cache)).toEqual({
        refused: { ...refuse('unknown', 'plugAndCharge'), hint: 'CONTRACT_IN_OTHER_NOTATION' },
      });
      expect(decide(by('plugAndCharge', 'DE-EMP-00123A573'), cache).refused).not.toHaveProperty('hint');
    },
  );

  it('finds a contract without its check digit where only one fits, and diagnoses it', () => {
    for (const evcoId of ['DE-EMP-C12345678', 'DEEMPC12345678Y']) {
      const { refused, driver } = decide(by('remote', evcoId));
      expect(refused).toBeUndefined();
      expect(driver?.diagnosis).toBe('CHECK_DIGIT_IGNORED');
    }
    expect(decide(by('remote', 'deempc12345678x')).driver?.diagnosis).toBeUndefined();
  });

  it('finds no contract without check digit where several fit, and each by its own check digit', () => {
    const cache = putContract(aCache(), 'DE-EMP-C12345678-Y');
    expect(codeOf(decide(by('remote', 'DE-EMP-C12345678'), cache))).toBe('210');
    expect(codeOf(decide(by('remote', 'DE-EMP-C12345678-Z'), cache))).toBe('210');
    expect(decide(by('remote', 'DE-EMP-C12345678-Y'), cache).driver?.contract.evcoId).toBe(
      'DE-EMP-C12345678-Y',
    );
  });
});
