import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../../src/message.js';
import { narrowPlaces } from '../../src/tables/narrow-places.js';
import { readCdr, readEvse } from './readings.js';

describe('a place where the specification is narrower than real hardware', () => {
  const facility = (update: object): object => ({
    ChargingFacilities: [{ PowerType: 'DC', Power: 50, ...update }],
  });
  const signed = { SignedMeteringValue: 'x'.repeat(3_001), MeteringStatus: 'End' };
  const samples: readonly Reading<unknown>[] = [
    readEvse(facility({ Amperage: 500 })),
    readEvse(facility({ Voltage: 1_000 })),
    readEvse(facility({ Power: 7.4 })),
    readEvse({ Plugs: ['MCS'] }),
    readEvse({ EnergySource: [{ Energy: 'Solar', Percentage: 100 }] }),
    readEvse({ GeoCoordinates: { Google: { Coordinates: '46.4242419 8.1426269' } } }),
    readEvse({ OperatorID: 'CH*SWISSCHARGE' }),
    readEvse({ Address: { Country: 'DEU', City: 'A9', Street: 'A9' } }),
    readEvse({
      Address: {
        Country: 'DEU',
        City: 'Ulm',
        Street: 'Weg',
        PostalCode: '1',
        HouseNum: '1',
        Floor: 'Deck 12',
      },
    }),
    readCdr({ SignedMeteringValues: [signed] }),
    readCdr({ SignedMeteringValues: Array.from({ length: 11 }, () => ({ SignedMeteringValue: 'x' })) }),
    readCdr({ ConsumedEnergy: 10.1234 }),
    readCdr({ Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678' } } }),
    readCdr({ Identification: { RFIDMifareFamilyIdentification: { UID: '0011223344556677' } } }),
  ];

  it.each(narrowPlaces.map((place, index) => [place.field, place.reportedAs, samples[index]] as const))(
    '(%s) is reported as %s, and nothing is lost by it',
    (_, reportedAs, reading) => {
      const codes = new Set(reading?.violations.map(({ code }) => code));
      expect([...codes]).toEqual([reportedAs]);
    },
  );
});
