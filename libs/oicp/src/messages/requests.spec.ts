import { describe, expect, it } from '@jest/globals';
import type { NotConformantError } from '../message.js';
import { Instant } from '../schema/instant.js';
import { authorizeRemoteStart, authorizeRemoteStop, remoteReservationStart } from './authorize-remote.js';
import { getChargeDetailRecords } from './get-charge-detail-records.js';
import { pullEvseData, type PullEvseData } from './pull-evse-data.js';
import { pullEvseStatusById } from './pull-evse-status.js';
import { pullPricingProductData } from './pull-pricing.js';
import { pushAuthenticationData, type PushAuthenticationData } from './push-authentication-data.js';

const remote = {
  ProviderID: 'DE*DCB',
  EvseID: 'de*xyz*Etest1',
  EMPPartnerSessionID: 'ours',
  Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678-X' } },
} as const;
const moment = Instant.at(new Date('2020-09-23T14:17:53Z'));

const refusals = (write: () => string): readonly string[] => {
  try {
    write();
    return [];
  } catch (error) {
    return (error as NotConformantError).violations.map(({ code, pointer }) => `${code} ${pointer}`);
  }
};

describe('a remote start', () => {
  it('is written with ProviderID and EvseID exactly as known, and without a SessionID', () => {
    expect(JSON.parse(authorizeRemoteStart.write(remote))).toEqual(remote);
  });

  it('is written with EvseID and EvcoID in capitals if HBS would not accept them as known', () => {
    const known = {
      ...remote,
      EvseID: 'de*xyz*etest1',
      Identification: { RemoteIdentification: { EvcoID: 'de-dcb-c12345678-x' } },
    };
    expect(JSON.parse(authorizeRemoteStart.write(known))).toMatchObject({
      EvseID: 'DE*XYZ*ETEST1',
      Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678-X' } },
    });
  });

  it('is written with RemoteIdentification only', () => {
    const card = { RFIDMifareFamilyIdentification: { UID: '1234ABCD' } };
    expect(refusals(() => authorizeRemoteStart.write({ ...remote, Identification: card }))).toEqual([
      'not-here /Identification/RFIDMifareFamilyIdentification',
    ]);
  });

  it('is not written without a charging point, nor is a stop', () => {
    expect(refusals(() => authorizeRemoteStart.write({ ...remote, EvseID: undefined } as never))).toEqual([
      'missing /EvseID',
    ]);
    const stop = { ProviderID: 'DE-DCB', SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527' };
    expect(refusals(() => authorizeRemoteStop.write(stop as never))).toEqual(['missing /EvseID']);
  });

  it('reserves for 1 to 99 minutes', () => {
    expect(JSON.parse(remoteReservationStart.write({ ...remote, Duration: 99 }))).toMatchObject({
      Duration: 99,
    });
    expect(refusals(() => remoteReservationStart.write({ ...remote, Duration: 100 }))).toEqual([
      'out-of-range /Duration',
    ]);
  });
});

describe('a pull of EVSE data', () => {
  const all: PullEvseData = { ProviderID: 'DE-DCB', GeoCoordinatesResponseFormat: 'Google' };
  const GeoCoordinates = { Google: { Coordinates: '52.480495 13.356465' } };

  it('writes its operators under the name that HBS reads', () => {
    expect(pullEvseData.write({ ...all, OperatorIds: ['DE*ABC'] })).toContain('"OperatorIds":["DE*ABC"]');
  });

  it.each([
    [{ LastCall: moment, CountryCodes: ['DEU'] }, ['not-together /LastCall']],
    [{ LastCall: moment, OperatorIds: ['DE*ABC'] }, ['not-together /LastCall']],
    [{ LastCall: moment, SearchCenter: { GeoCoordinates, Radius: 5 } }, ['not-together /LastCall']],
    [{ CountryCodes: ['DEU'], OperatorIds: ['DE*ABC'] }, ['not-together /CountryCodes']],
    [{ CountryCodes: ['DEU'], SearchCenter: { GeoCoordinates, Radius: 5 } }, ['not-together /CountryCodes']],
    [{ SearchCenter: { GeoCoordinates, Radius: 5.25 } }, ['too-precise /SearchCenter/Radius']],
    [{ LastCall: moment, IsOpen24Hours: true }, []],
    [{ OperatorIds: ['DE*ABC'], SearchCenter: { GeoCoordinates, Radius: 5.5 } }, []],
  ])('with %j is refused for %j', (filters, expected) => {
    expect(refusals(() => pullEvseData.write({ ...all, ...filters }))).toEqual(expected);
  });
});

describe('other requests', () => {
  it('name at most 100 charging points', () => {
    const EvseID = Array.from({ length: 101 }, (_, index) => `DE*ABC*E${index}`);
    expect(refusals(() => pullEvseStatusById.write({ ProviderID: 'DE-DCB', EvseID }))).toEqual([
      'too-many /EvseID',
    ]);
    expect(
      refusals(() => pullEvseStatusById.write({ ProviderID: 'DE-DCB', EvseID: EvseID.slice(1) })),
    ).toEqual([]);
  });

  it('ask for at most 90 days of charge detail records, forwards', () => {
    const window = (days: number): readonly string[] => {
      const To = Instant.at(moment.epochMs + days * 86_400_000);
      return refusals(() => getChargeDetailRecords.write({ ProviderID: 'DE-DCB', From: moment, To }));
    };
    expect([window(89), window(90), window(90.01), window(-1)]).toEqual([
      [],
      [],
      ['out-of-range /To'],
      ['out-of-range /To'],
    ]);
  });

  it('ask for the prices of named operators', () => {
    expect(pullPricingProductData.write({ OperatorIDs: ['DE*ABC'], LastCall: moment })).toBe(
      '{"LastCall":"2020-09-23T14:17:53.000Z","OperatorIDs":["DE*ABC"]}',
    );
  });
});

describe('an upload of authentication data', () => {
  const upload = (QRCodeIdentification: object): PushAuthenticationData =>
    ({
      ActionType: 'update',
      ProviderAuthenticationData: {
        ProviderID: 'DE-DCB',
        AuthenticationDataRecord: [{ Identification: { QRCodeIdentification } }],
      },
    }) as PushAuthenticationData;
  const contract = { EvcoID: 'DE-DCB-C12345678-X' };
  const HashedPIN = { Value: '$2a$10$N9qo8uLOickgx2ZMRZoMye', Function: 'Bcrypt' };
  const place = '/ProviderAuthenticationData/AuthenticationDataRecord/0/Identification/QRCodeIdentification';

  it('has a PIN or its hash, and not both', () => {
    expect(refusals(() => pushAuthenticationData.write(upload({ ...contract, PIN: '1234' })))).toEqual([]);
    expect(refusals(() => pushAuthenticationData.write(upload({ ...contract, HashedPIN })))).toEqual([]);
    const both = upload({ ...contract, HashedPIN, PIN: '1234' });
    expect(refusals(() => pushAuthenticationData.write(both))).toEqual([`several-given ${place}`]);
    expect(refusals(() => pushAuthenticationData.write(upload(contract)))).toEqual([`none-given ${place}`]);
  });

  it('may be empty, which deletes everything', () => {
    const empty = { ...upload(contract), ActionType: 'fullLoad' } as const;
    const nothing = { ProviderID: 'DE-DCB', AuthenticationDataRecord: [] };
    expect(pushAuthenticationData.check({ ...empty, ProviderAuthenticationData: nothing })).toEqual([]);
  });
});
