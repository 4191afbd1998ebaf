import { describe, expect, it } from '@jest/globals';
import { acknowledgement } from '../messages/acknowledgement.js';
import { authorizationStart } from '../messages/authorize-start.js';
import { authorizationStop } from '../messages/authorize-stop.js';
import { NotConformantError } from '../message.js';
import { inboundOperations, type InboundOperationName } from '../tables/inbound-operations.js';
import { writeAcknowledgement } from './acknowledgement.js';
import { writeNotAuthorized, writeStartAuthorized, writeStopAuthorized } from './authorization.js';
import { writeRefusal } from './refusal.js';

const request = {
  SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
  CPOPartnerSessionID: '1234XYZ',
  EMPPartnerSessionID: 'theirs',
};

describe('our answer to AuthorizeStart', () => {
  it('authorises with our ProviderID as configured and the session as received', () => {
    const body = writeStartAuthorized({ request, providerId: 'DE*DCB', empPartnerSessionId: 'ours' });
    const { value, violations } = authorizationStart.read(body);
    expect(violations).toEqual([]);
    expect(value).toEqual({
      SessionID: request.SessionID,
      CPOPartnerSessionID: '1234XYZ',
      EMPPartnerSessionID: 'ours',
      ProviderID: 'DE*DCB',
      AuthorizationStatus: 'Authorized',
      StatusCode: { Code: '000' },
    });
  });

  it('lists the media that may stop the session, never a PIN, and only what HBS accepts', () => {
    const body = writeStartAuthorized({
      request,
      providerId: 'DE-DCB',
      stopWith: [
        { kind: 'rfid', uid: '1234abcd', uidKey: '1234ABCD' },
        { kind: 'qr', evcoId: 'DE-DCB-C12345678-X', contract: undefined, pin: '1234' },
        { kind: 'remote', evcoId: 'DE-DCB-C12345678-X', contract: undefined },
        { kind: 'plugAndCharge', evcoId: 'not an EvcoID', contract: undefined },
      ],
    });
    const { value, violations } = authorizationStart.read(body);
    expect(violations).toEqual([]);
    expect(value.AuthorizationStopIdentifications).toEqual([
      { RFIDMifareFamilyIdentification: { UID: '1234ABCD' } },
      { QRCodeIdentification: { EvcoID: 'DE-DCB-C12345678-X' } },
      { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678-X' } },
    ]);
    expect(body).not.toContain('PIN');
  });

  it('leaves out an echo that HBS would refuse', () => {
    const broken = { SessionID: 'string', CPOPartnerSessionID: 'x'.repeat(251) };
    const body = writeNotAuthorized({ request: broken, providerId: 'DE-DCB', status: { code: '102' } });
    expect(JSON.parse(body)).toEqual({
      ProviderID: 'DE-DCB',
      AuthorizationStatus: 'NotAuthorized',
      StatusCode: { Code: '102' },
    });
  });

  it('never authorises without a ProviderID that HBS accepts, but can refuse', () => {
    const wrong = { request, providerId: 'our company' };
    expect(() => writeStartAuthorized(wrong)).toThrow(NotConformantError);
    expect(() => writeStopAuthorized(wrong)).toThrow('not a ProviderID');
    expect(writeNotAuthorized({ ...wrong, status: { code: '210' } })).not.toContain('our company');
  });

  it('cleans and cuts AdditionalInfo', () => {
    const additionalInfo = `\u0000 see\tpage\u200B 3 ${'🔌'.repeat(600)}`;
    const { value, violations } = authorizationStart.read(
      writeNotAuthorized({ status: { code: '210', additionalInfo } }),
    );
    expect(violations).toEqual([]);
    expect(value.StatusCode?.AdditionalInfo).toMatch(/^see page 3 🔌/);
    expect(value.StatusCode?.AdditionalInfo?.length).toBeLessThanOrEqual(1_000);
  });

  it('to a stop has no stop identifications', () => {
    const { value, violations } = authorizationStop.read(
      writeStopAuthorized({ request, providerId: 'DE-DCB' }),
    );
    expect(violations).toEqual([]);
    expect(value.AuthorizationStatus).toBe('Authorized');
  });
});

describe('a refusal', () => {
  it.each(Object.keys(inboundOperations) as InboundOperationName[])(
    'of %s is well-formed even when nothing of the request could be read',
    (name) => {
      const body = writeRefusal(name, { code: '022', additionalInfo: 'The body is not JSON' });
      const { value, violations } = inboundOperations[name].answer.read(body);
      expect(violations).toEqual([]);
      expect(value).toMatchObject({ StatusCode: { Code: '022', AdditionalInfo: 'The body is not JSON' } });
      const no = name.startsWith('authorize') ? { AuthorizationStatus: 'NotAuthorized' } : { Result: false };
      expect(value).toMatchObject(no);
    },
  );
});

describe('an acknowledgement', () => {
  it('has Result true and the names of the session', () => {
    const { value, violations } = acknowledgement.read(writeAcknowledgement(request));
    expect(violations).toEqual([]);
    expect(value).toEqual({ Result: true, StatusCode: { Code: '000' }, ...request });
  });

  it('that does not conform is not written, and the reason is given', () => {
    const careless = { Result: 'yes', StatusCode: { Code: 'OK' }, SessionID: 'string' };
    expect(() => acknowledgement.write(careless as never)).toThrow(NotConformantError);
    expect(acknowledgement.check(careless as never)).toMatchObject([
      { code: 'unreadable', pointer: '/Result' },
      { code: 'wrong-form', pointer: '/StatusCode/Code' },
      { code: 'wrong-form', pointer: '/SessionID' },
    ]);
  });
});
