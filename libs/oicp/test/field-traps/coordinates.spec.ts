import { describe, expect, it } from '@jest/globals';
import { positionOf } from '../../src/types/position.js';
import { oddities, readEvse } from './readings.js';

describe('in the field, as to coordinates', () => {
  it.each([
    [
      'as two numbers',
      { Google: { Coordinates: '52.480495 13.356465' } },
      [],
      { latitude: 52.480495, longitude: 13.356465 },
    ],
    [
      'with a comma',
      { Google: { Coordinates: '52.480495,13.356465' } },
      [],
      { latitude: 52.480495, longitude: 13.356465 },
    ],
    [
      'as a bare text',
      { Google: '52.5, 13.3' },
      ['unwrapped /GeoCoordinates/Google'],
      { latitude: 52.5, longitude: 13.3 },
    ],
    [
      'as a text alone',
      '52.5 13.3',
      ['unwrapped /GeoCoordinates', 'unwrapped /GeoCoordinates'],
      { latitude: 52.5, longitude: 13.3 },
    ],
    [
      'with many decimals',
      { Google: { Coordinates: '46.42424195876364 8.14262694173355' } },
      ['too-precise /GeoCoordinates/Google/Coordinates'],
      { latitude: 46.42424195876364, longitude: 8.14262694173355 },
    ],
    [
      'without decimals',
      { Google: { Coordinates: '52 13' } },
      ['wrong-form /GeoCoordinates/Google/Coordinates'],
      { latitude: 52, longitude: 13 },
    ],
    [
      'as nothing at all',
      { Google: { Coordinates: 'None None' } },
      ['unreadable /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'run together',
      { Google: { Coordinates: '47.6622499.360922' } },
      ['unreadable /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'beyond the Earth',
      { Google: { Coordinates: '91.000000 13.356465' } },
      ['out-of-range /GeoCoordinates/Google/Coordinates'],
      undefined,
    ],
    [
      'as degrees',
      { DecimalDegree: { Latitude: '-21.568201', Longitude: '9.360922' } },
      [],
      { latitude: -21.568201, longitude: 9.360922 },
    ],
    [
      'as degrees in numbers',
      { DecimalDegree: { Latitude: 47.5, Longitude: 9.25 } },
      [
        'converted-type /GeoCoordinates/DecimalDegree/Latitude',
        'converted-type /GeoCoordinates/DecimalDegree/Longitude',
      ],
      { latitude: 47.5, longitude: 9.25 },
    ],
    [
      'as minutes',
      { DegreeMinuteSeconds: { Latitude: "-21°34'23.16''", Longitude: "9°21'39.32''" } },
      [],
      { latitude: -(21 + 34 / 60 + 23.16 / 3600), longitude: 9 + 21 / 60 + 39.32 / 3600 },
    ],
    [
      'as minutes with typographic marks',
      { DegreeMinuteSeconds: { Latitude: '21° 34′ 23.16″', Longitude: "9°21'39.32''" } },
      ['wrong-form /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      { latitude: 21 + 34 / 60 + 23.16 / 3600, longitude: 9 + 21 / 60 + 39.32 / 3600 },
    ],
    [
      'as minutes beyond the hour',
      { DegreeMinuteSeconds: { Latitude: "21°61'23.16''", Longitude: "9°21'39.32''" } },
      ['unreadable /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      undefined,
    ],
    ['not at all', {}, ['none-given /GeoCoordinates'], undefined],
  ])('coordinates come %s', (_, GeoCoordinates, expected, position) => {
    const reading = readEvse({ GeoCoordinates });
    expect(oddities(reading)).toEqual(expected);
    expect(positionOf(reading.value.GeoCoordinates)).toEqual(position);
  });

  it('coordinates keep their raw text, whatever it says', () => {
    const { value } = readEvse({ GeoCoordinates: { Google: 'None None' } });
    expect(value.GeoCoordinates).toEqual({ Google: { Coordinates: 'None None' } });
  });
});
