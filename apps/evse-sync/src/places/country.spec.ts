import { describe, expect, it } from '@jest/globals';
import { all } from 'iso-3166-1';
import { Country } from './country.js';
import { locate } from './locate.js';

const at = (latitude: number, longitude: number): { latitude: number; longitude: number } => ({
  latitude,
  longitude,
});

describe('a position in its country', () => {
  it.each([
    ['Berlin', 'DEU', at(52.52, 13.405)],
    ['Berlin, for a country code of two letters', 'de', at(52.52, 13.405)],
    ['an exclave', 'DEU', at(47.7, 8.69)],
    ['an island that coarse maps lack', 'DEU', at(54.18, 7.88)],
    ['a town on another continent', 'ESP', at(35.29, -2.94)],
    ['an overseas department', 'FRA', at(-20.88, 55.45)],
    ['an overseas department by its own code', 'REU', at(-20.88, 55.45)],
    ['an overseas territory', 'FRA', at(-22.27, 166.44)],
    ['an island of the Netherlands in the Caribbean', 'BES', at(12.15, -68.27)],
    ['Svalbard', 'NOR', at(78.22, 15.63)],
    ['a country without a code of ISO 3166-1', 'XKX', at(42.66, 21.16)],
    ['an island beyond the date line', 'RUS', at(65, -172)],
    ['a territory that coarse maps lack', 'GBR', at(36.14, -5.35)],
    ['that territory by its own code', 'GIB', at(36.14, -5.35)],
    ['an island without an outline', 'GRC', at(36.15, 29.59)],
    ['an atoll without an outline', 'MHL', at(11.35, 162.34)],
    ['a territory without an outline', 'TKL', at(-9.2, -171.85)],
    ['a territory without an outline, for an address in its country', 'NZL', at(-9.2, -171.85)],
    ['a territory that the atlas draws with another', 'CXR', at(-10.45, 105.65)],
    ['a military base', 'CYP', at(34.98, 33.75)],
    ['a region that one country claims', 'UKR', at(44.95, 34.1)],
    ['the same region, which another claims', 'RUS', at(44.95, 34.1)],
    ['a coast that the atlas draws within another country', 'ESH', at(27.14, -13.19)],
    ['a country by its code of two letters', 'de', at(52.52, 13.41)],
    ['a country by a code that ISO reserves', 'UK', at(51.51, -0.13)],
    ['a country by its code in sports', 'SUI', at(47.37, 8.54)],
    ['a country by its English name', 'United Kingdom', at(51.51, -0.13)],
    ['a country by a part of it', 'Scotland', at(55.95, -3.19)],
    ['a country by its own name', 'Deutschland', at(52.52, 13.41)],
    ['a country by its name with accents', 'ESPAÑA', at(40.42, -3.7)],
    ['a country by its name in Greek', 'Ελλάδα', at(37.98, 23.73)],
    ['Kosovo by its name', 'Kosovo', at(42.66, 21.16)],
    ['a small state within another, for an address in the large one', 'ITA', at(43.94, 12.45)],
  ])('is %s', (_, country, place) => {
    expect(Country.find(country)?.includes(place)).toBe(true);
  });

  // The border at Basel runs along 47.56° north; a degree of latitude has 111 km.
  it.each([
    ['a little beyond the border', 47.75, true],
    ['far beyond the border', 48.0, false],
  ])('may be %s: %d° north', (_, latitude, expected) => {
    expect(Country.find('CHE')?.includes(at(latitude, 7.6))).toBe(expected);
  });

  it('is compared with every inhabited country of ISO 3166-1', () => {
    const unknown = all().filter(({ alpha3 }) => Country.find(alpha3) === undefined);
    expect(unknown.map(({ alpha3 }) => alpha3)).toEqual(['BVT']);
  });

  it('is not compared with an unknown country', () => {
    for (const code of ['', 'ABC', 'D', 'Congo', 'EU', 'Constructor', '1', '—', 'DEU'.repeat(1_000)])
      expect(Country.find(code)).toBeUndefined();
  });
});

describe('coordinates compared with a country', () => {
  const google = (Coordinates: string): { Google: { Coordinates: string } } => ({ Google: { Coordinates } });

  it.each([
    ['as written', '47.37 8.54', 'CHE', { kind: 'placed', position: at(47.37, 8.54) }],
    [
      'swapped where only that is in the country',
      '8.54, 47.37',
      'CHE',
      { kind: 'swapped', position: at(47.37, 8.54), written: at(8.54, 47.37) },
    ],
    [
      'swapped where they are beyond a pole as written',
      '139.69 35.68',
      'JPN',
      { kind: 'swapped', position: at(35.68, 139.69), written: at(139.69, 35.68) },
    ],
    [
      'as written where both orders are elsewhere',
      '48.85 2.35',
      'DEU',
      { kind: 'elsewhere', position: at(48.85, 2.35) },
    ],
    [
      'as written where the country is unknown',
      '8.54 47.37',
      'ABC',
      { kind: 'placed', position: at(8.54, 47.37) },
    ],
    [
      'east of Greenwich where O can only be Ost',
      '52.5 N 13.4 O',
      'DEU',
      { kind: 'placed', position: at(52.5, 13.4) },
    ],
    [
      'west of Greenwich where O can only be Oeste',
      '38.7 N 9.14 O',
      'PRT',
      { kind: 'placed', position: at(38.7, -9.14) },
    ],
    ['nowhere at 0/0', '0 0', 'DEU', { kind: 'nowhere' }],
    ['nowhere at 0/0 of no country', '0.0, -0.0', undefined, { kind: 'nowhere' }],
    ['unknown where they say nothing', 'None None', 'DEU', { kind: 'unknown' }],
  ])('are read %s', (_, text, country, expected) => {
    expect(locate(google(text), country)).toEqual(expected);
  });

  it('are those of the notation that is in the country, if there are several', () => {
    const DecimalDegree = { Latitude: '47.37', Longitude: '8.54' };
    expect(locate({ ...google('0 0'), DecimalDegree }, 'CHE')).toMatchObject({ kind: 'placed' });
    expect(locate({ ...google('48.85 2.35'), DecimalDegree }, 'CHE')).toMatchObject({
      kind: 'placed',
      position: at(47.37, 8.54),
    });
  });
});
