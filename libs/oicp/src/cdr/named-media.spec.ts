import { describe, expect, it } from '@jest/globals';
import { identifiesCard, identifiesEvse, namedContract } from '../identifiers/identifies.js';
import { sessionIdKey } from '../identifiers/session-id.js';
import { meaningfulText } from '../text/meaningful-text.js';
import { namedMedia } from './named-media.js';

describe('a text of a partner', () => {
  it.each(['', ' ', '\t\n', '\u00A0', '\u200B', '\uFEFF \u2060', '\u0000'])('says nothing: %j', (text) => {
    expect(meaningfulText(text)).toBeUndefined();
  });

  it.each(['0', 'null', ' x\u00A0'])('says something, and stays as it came: %j', (text) => {
    expect(meaningfulText(text)).toBe(text);
  });
});

describe('what identifies nothing', () => {
  it.each(['UNKNOWN', '00000000', 'FFFFFFFFFFFFFF', '1', ''])('is no card: %j', (key) =>
    expect(identifiesCard(key)).toBe(false),
  );
  it.each(['04A1B2C3', '04A1B2C3D4E5F6'])('is a card: %j', (key) => expect(identifiesCard(key)).toBe(true));
  it.each(['1', 'EVSE', ''])('is no EVSE: %j', (key) => expect(identifiesEvse(key)).toBe(false));
  it.each(['DEABCE1', '+49*810*000*438'])('is an EVSE: %j', (key) => expect(identifiesEvse(key)).toBe(true));
  it.each(['N/A', '0', 'UNKNOWN', '-', 'DE-EMP', ''])('is no contract: %j', (text) =>
    expect(namedContract(text)).toBeUndefined(),
  );
  it.each(['DE-EMP-C12345678-X', 'DE*EMP*123A56*3', 'de emp c12345678', 'DE-EMP-00123A563'])(
    'is a contract, as it came: %j',
    (text) => expect(namedContract(text)).toBe(text),
  );
});

describe('the media that an identification names', () => {
  const [UID, EvcoID] = ['04A1B2C3', 'DE-EMP-C12345678-X'];

  it('are none where all of them are blank', () => {
    expect(
      namedMedia({ RFIDMifareFamilyIdentification: { UID: '' }, RemoteIdentification: { EvcoID: ' ' } }),
    ).toEqual({
      uids: [],
      evcoIds: [],
    });
  });

  it('are the contract alone where another member says that there is none', () => {
    expect(
      namedMedia({ RFIDIdentification: { UID, EvcoID: 'N/A' }, RemoteIdentification: { EvcoID } }),
    ).toEqual({ uids: [UID], evcoIds: [EvcoID] });
  });

  it('are one card where both members name it, and one contract with and without its check digit', () => {
    const named = namedMedia({
      RFIDMifareFamilyIdentification: { UID },
      RFIDIdentification: { UID: '04:a1:b2:c3', EvcoID: 'DE-EMP-C12345678' },
      RemoteIdentification: { EvcoID },
    });
    expect(named).toEqual({ uids: [UID], evcoIds: ['DE-EMP-C12345678'] });
  });

  it('are all that differ, in the order of the specification', () => {
    const named = namedMedia({
      RemoteIdentification: { EvcoID: 'DE-EMP-C99999999-X' },
      RFIDIdentification: { UID: '0B0B0B0B', EvcoID },
      RFIDMifareFamilyIdentification: { UID },
    });
    expect(named).toEqual({ uids: [UID, '0B0B0B0B'], evcoIds: [EvcoID, 'DE-EMP-C99999999-X'] });
  });
});

describe('a SessionID', () => {
  const GUID = 'f98efba4-02d8-4fa0-b810-9a9d50d2c527';
  it.each([
    `\u200B${GUID}`,
    GUID.replaceAll('-', '\u2011'),
    GUID.replaceAll('-', '\u2013'),
    `"${GUID}"`,
    `\u201E${GUID}\u201C`,
  ])('is the same session, written as %j', (text) => expect(sessionIdKey(text)).toBe(GUID));
});
