import { describe, expect, it } from '@jest/globals';
import { aCache, EVCO_ID, NOW, putToken, rfid, UID } from '../../test/builders.js';
import { stopIdentifications } from './stop-identifications.js';

const evcoKey = 'DEEMPC12345678X';
const contract = { evcoKey, evcoId: EVCO_ID, status: 'active' } as const;
const listed = (setting: 'used' | 'contract', cache = aCache(), medium = rfid(UID)): unknown =>
  stopIdentifications(medium, contract, cache, { AUTHORIZE_STOP_IDENTIFICATIONS: setting }, NOW);

describe('the media that may stop a session, as operators receive them', () => {
  it('are only the medium that was used, and never a PIN', () => {
    expect(listed('used')).toEqual([rfid(UID)]);
    const qr = { kind: 'qr', evcoId: EVCO_ID, pin: '9988' } as const;
    expect(listed('used', aCache(), qr)).toEqual([{ kind: 'qr', evcoId: EVCO_ID }]);
    expect(JSON.stringify(listed('contract', aCache(), qr))).not.toContain('9988');
  });

  it('are by configuration also the contract’s other cards that may charge, the used one first and once', () => {
    const cache = putToken(aCache(), '0A0B0C0D', EVCO_ID);
    putToken(cache, '0B0B0B0B', EVCO_ID, { status: 'blocked' });
    putToken(cache, '0C0C0C0C', EVCO_ID);
    cache.deleteToken('0C0C0C0C');
    putToken(cache, '0D0D0D0D', 'DE-EMP-C87654321-X');
    expect(listed('contract', cache, rfid(UID.toLowerCase()))).toEqual([
      rfid(UID.toLowerCase()),
      rfid('0A0B0C0D'),
    ]);
  });

  it('are 20 at most', () => {
    const cache = aCache();
    for (let index = 10; index < 60; index += 1) putToken(cache, `0A0000${index}`, EVCO_ID);
    expect(listed('contract', cache)).toHaveLength(20);
  });
});
