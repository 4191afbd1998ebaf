import { describe, expect, it } from '@jest/globals';
import { anAuthorizeStart } from '../../test/builders.js';
import type { ViolationCode } from '../schema/violation.js';
import { mediumOf } from '../types/medium.js';
import { authorizeStart } from './authorize-start.js';
import { authorizeStop } from './authorize-stop.js';

const evco = { EvcoID: 'DE-DCB-C12345678-X' };
const card = { RFIDMifareFamilyIdentification: { UID: '1234ABCD' } };

function read(update: object = {}): ReturnType<typeof authorizeStart.read> {
  return authorizeStart.read(JSON.stringify(anAuthorizeStart(update)));
}

function violationsOf(update: object): readonly [ViolationCode, string][] {
  return read(update).violations.map(({ code, pointer }) => [code, pointer]);
}

describe('AuthorizeStart', () => {
  it('is conformant as HBS sends it, nulls and all', () => {
    const { value, violations } = read();
    expect(violations).toEqual([]);
    expect(value).toEqual({
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      OperatorID: 'DE*ABC',
      EvseID: 'DE*XYZ*ETEST1',
      Identification: card,
    });
  });

  it('may be without EvseID and without any session', () => {
    expect(violationsOf({ EvseID: null, SessionID: undefined })).toEqual([]);
  });

  it('says where the operator and the identification are missing', () => {
    expect(violationsOf({ OperatorID: null, Identification: undefined })).toEqual([
      ['missing', '/OperatorID'],
      ['missing', '/Identification'],
    ]);
  });

  it('without a medium has the kind none', () => {
    const { value, violations } = read({ Identification: { RFIDIdentification: null } });
    expect(violations).toMatchObject([{ code: 'none-given', severity: 'loss', pointer: '/Identification' }]);
    expect(mediumOf(value.Identification)).toEqual({ kind: 'none' });
  });

  it('with five media at once has the kind several, and none of them is chosen', () => {
    const { value, violations } = read({
      Identification: {
        ...card,
        RFIDIdentification: { UID: '1234ABCD', RFID: 'mifareCls' },
        QRCodeIdentification: { ...evco, PIN: '1234' },
        PlugAndChargeIdentification: evco,
        RemoteIdentification: evco,
      },
    });
    expect(violations.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['several-given', '/Identification'],
      ['not-here', '/Identification/RFIDIdentification'],
    ]);
    const medium = mediumOf(value.Identification);
    expect(medium.kind === 'several' && medium.media.map(({ kind }) => kind)).toEqual([
      'rfid',
      'rfid',
      'qr',
      'plugAndCharge',
      'remote',
    ]);
  });

  it('with a QR code has a plain PIN, and a hash in its place is reported without being quoted', () => {
    const pin = read({ Identification: { QRCodeIdentification: { ...evco, PIN: '1234' } } });
    expect(pin.violations).toEqual([]);
    expect(mediumOf(pin.value.Identification)).toMatchObject({ kind: 'qr', pin: '1234' });

    const HashedPIN = { Value: '$2a$10$abcdefghijklmnopqrstuu', Function: 'Bcrypt' };
    const hashed = read({ Identification: { QRCodeIdentification: { ...evco, HashedPIN } } });
    expect(hashed.violations).toMatchObject([
      { code: 'missing', pointer: '/Identification/QRCodeIdentification/PIN' },
      { code: 'not-here', pointer: '/Identification/QRCodeIdentification/HashedPIN' },
    ]);
    expect(mediumOf(hashed.value.Identification)).not.toHaveProperty('pin');
    expect(JSON.stringify(hashed.violations)).not.toContain('$2a$');
  });

  it('does not read a PIN in the place of the hash as a PIN', () => {
    const { value, violations } = read({
      Identification: { QRCodeIdentification: { ...evco, HashedPIN: '1234' } },
    });
    expect(violations.map(({ code, pointer }) => [code, pointer.split('/').at(-1)])).toEqual([
      ['wrong-type', 'HashedPIN'],
      ['missing', 'PIN'],
    ]);
    expect(mediumOf(value.Identification)).not.toHaveProperty('pin');
    expect(JSON.stringify(violations)).not.toContain('1234');
  });

  it('never quotes a UID, an EvcoID or a PIN in a violation', () => {
    const { violations } = read({
      Identification: {
        RFIDMifareFamilyIdentification: { UID: 'secret-uid' },
        QRCodeIdentification: { EvcoID: 'secret-evco', PIN: 'secret-pin that is far too long' },
      },
    });
    expect(violations.map(({ code }) => code).toSorted()).toEqual([
      'several-given',
      'too-long',
      'wrong-form',
      'wrong-form',
    ]);
    expect(JSON.stringify(violations)).not.toContain('secret');
  });

  it('is read in other spellings, from numbers and from bare values', () => {
    const { value, violations } = authorizeStart.read(
      JSON.stringify({
        sessionId: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
        OperatorId: 'DE*ABC',
        EMPPartnerSessionId: 'NUMBER',
        Identification: [{ RFIDMifareFamilyIdentification: '1234ABCD' }],
      }).replace('"NUMBER"', '12345678901234567890'),
    );
    expect(value).toEqual({
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      OperatorID: 'DE*ABC',
      EMPPartnerSessionID: '12345678901234567890',
      Identification: card,
    });
    expect(violations.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['list-for-single', '/Identification'],
      ['unwrapped', '/Identification/0/RFIDMifareFamilyIdentification'],
      ['other-spelling', '/sessionId'],
      ['other-spelling', '/OperatorId'],
      ['other-spelling', '/EMPPartnerSessionId'],
      ['converted-type', '/EMPPartnerSessionId'],
    ]);
  });
});

describe('AuthorizeStop', () => {
  it('needs a SessionID', () => {
    const { violations } = authorizeStop.read(JSON.stringify(anAuthorizeStart({ SessionID: null })));
    expect(violations).toMatchObject([{ code: 'missing', pointer: '/SessionID' }]);
  });
});
