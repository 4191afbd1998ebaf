import { describe, expect, it } from '@jest/globals';
import type { AuthorizationMedium } from '#suite';
import type { KnownSessionOwner } from '../sessions/session-owner.js';
import {
  aCache,
  by,
  EVCO_ID,
  NOW,
  providers,
  putContract,
  putToken,
  rfid,
  UID,
} from '../../test/builders.js';
import type { PinVerdict } from '../pin/pin-checker.js';
import { decideStop } from './decide-stop.js';

const OTHER = 'DE-EMP-C87654321-X';
const SECOND = '0A0B0C0D';
const FLEET = '01020304050607080910';

/** The contract of the session with a second card; another contract with a card of its own. */
const aFullCache = (): ReturnType<typeof aCache> => {
  const cache = putToken(aCache({ group: 'fleet' }), SECOND, EVCO_ID);
  putContract(cache, OTHER);
  putToken(cache, '0F0F0F0F', OTHER);
  return putToken(cache, FLEET, OTHER, { group: 'fleet' });
};
const byCard: KnownSessionOwner = { startedBy: 'card', evcoId: EVCO_ID, uid: UID };
const byApp: KnownSessionOwner = { startedBy: 'app', evcoId: EVCO_ID };
const offline: KnownSessionOwner = { startedBy: 'other', evcoId: EVCO_ID, uid: UID };

const codeOf = (
  medium: AuthorizationMedium,
  owner: KnownSessionOwner,
  cache = aFullCache(),
  pin?: PinVerdict,
): string => decideStop(medium, owner, cache, providers, { now: NOW, pin })?.code ?? '000';

describe('deciding whether a driver may stop a session', () => {
  it.each<[string, AuthorizationMedium, KnownSessionOwner, string]>([
    ['started by card, with that card', rfid(UID), byCard, '000'],
    ['started by card, with another card of the contract', rfid(SECOND), byCard, '000'],
    ['started by card, with a card of the same group', rfid(FLEET), byCard, '000'],
    ['started by card, with a card of another contract', rfid('0F0F0F0F'), byCard, '602'],
    ['started by card, with an unknown card', rfid('04FFFFFFFFFFFF'), byCard, '102'],
    ['started by card, by the app of its contract', by('remote'), byCard, '000'],
    ['started by card, by the app of another contract', by('remote', OTHER), byCard, '602'],
    ['started by card, by Plug & Charge of its contract', by('plugAndCharge'), byCard, '000'],
    ['started by app, with a card of its contract', rfid(UID), byApp, '000'],
    ['started by app, with a card of another contract', rfid(FLEET), byApp, '602'],
    ['started by app, by that app', by('remote'), byApp, '000'],
    [
      'started by app, by Plug & Charge of a foreign contract',
      by('plugAndCharge', 'DE-ABC-C12345678-X'),
      byApp,
      '105',
    ],
    ['authorised offline, with that card', rfid(UID), offline, '000'],
    ['authorised offline, with another card of the contract', rfid(SECOND), offline, '602'],
    ['authorised offline, with a card of the same group', rfid(FLEET), offline, '602'],
    ['authorised offline by card, by the app', by('remote'), offline, '602'],
    [
      'authorised offline by contract, by that contract',
      by('remote'),
      { startedBy: 'other', evcoId: EVCO_ID },
      '000',
    ],
    ['of an unknown owner, with a card', rfid(UID), { startedBy: 'app' }, '602'],
    ['started by card, with an invalid UID', rfid('04'), byCard, '022'],
    ['started by card, by an invalid EvcoID', by('remote', 'x'), byCard, '022'],
  ])('%s', (_, medium, owner, code) => {
    expect(codeOf(medium, owner)).toBe(code);
  });

  it('lets the medium that started a session stop it, even if card and contract have been blocked or deleted since [ADR 24]', () => {
    const blocked = aCache({ status: 'blocked' }, { status: 'blocked' });
    expect(codeOf(rfid(UID), byCard, blocked)).toBe('000');
    expect(codeOf(by('remote'), byApp, blocked)).toBe('000');
    blocked.deleteToken(UID);
    expect(codeOf(rfid(UID.toLowerCase()), byCard, blocked)).toBe('000');
  });

  it('lets another card of the contract stop a session only while that card could start one [ADR 24]', () => {
    const cache = aFullCache();
    putToken(cache, SECOND, EVCO_ID, { status: 'blocked' });
    expect(codeOf(rfid(SECOND), byCard, cache)).toBe('102');
    putToken(cache, SECOND, EVCO_ID);
    putContract(cache, EVCO_ID, { status: 'blocked' });
    expect(codeOf(rfid(SECOND), byCard, cache)).toBe('200');
  });

  it('lets a QR code stop a session only with its PIN', () => {
    expect(codeOf(by('qr'), byApp, aFullCache(), 'right')).toBe('000');
    expect(codeOf(by('qr'), byApp, aFullCache(), 'wrong')).toBe('101');
    expect(codeOf(by('qr'), byApp, aFullCache(), 'locked')).toBe('101');
    expect(codeOf(by('qr'), byApp, aFullCache(), 'unchecked')).toBe('320');
    expect(codeOf(by('qr', OTHER), byApp, aFullCache(), 'right')).toBe('602');
  });

  it('finds the contract of a session whose EvcoID was received without check digit', () => {
    expect(codeOf(rfid(UID), { startedBy: 'app', evcoId: 'DEEMPC12345678' })).toBe('000');
  });
});
