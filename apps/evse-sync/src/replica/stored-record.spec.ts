import { describe, expect, it } from '@jest/globals';
import { examineStoredRecord, readKnownPower } from './parsed-record.js';

const RECORD = JSON.stringify({
  EvseID: 'DE*ABC*E1',
  GeoCoordinates: { Google: { Coordinates: '52.520000 13.405000' } },
  ChargingFacilities: [{ PowerType: 'DC', Power: 22 }],
  Extra: 22.5,
});

describe('a stored record that repeats a member under one name', () => {
  it.each([
    ['"EvseID":', '"EvseID":"DE*ABC*E2"', '/EvseID'],
    ['"Coordinates":', '"Coordinates":"48.1 11.5"', '/GeoCoordinates/Google/Coordinates'],
    ['"ChargingFacilities":', '"ChargingFacilities":[{"Power":350}]', '/ChargingFacilities'],
    ['"Power":', '"Power":350', '/ChargingFacilities/0/Power'],
  ])('has a finding that points at it: %s', (member, before, pointer) => {
    const { record, findings } = examineStoredRecord(RECORD.replace(member, `${before},${member}`));
    expect(findings).toContainEqual({
      code: 'repeated-field',
      pointer,
      message: expect.stringContaining('given more than once'),
    });
    expect(record).toEqual(examineStoredRecord(RECORD).record);
  });

  it('has no known power where that is repeated', () => {
    expect(readKnownPower(RECORD)).toBe(22);
    for (const [member, before] of [
      ['"Power":', '"Power":350'],
      ['"ChargingFacilities":', '"ChargingFacilities":[{"Power":350}]'],
    ] as const)
      expect(readKnownPower(RECORD.replace(member, `${before},${member}`))).toBeUndefined();
  });
});
