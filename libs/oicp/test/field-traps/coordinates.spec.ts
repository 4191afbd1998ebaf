import { describe, expect, it } from '@jest/globals';
import { coordinateReadings, findTurnedNotation, positionOf } from '../../src/types/position.js';
import { oddities, readEvse } from './readings.js';

/** Hebrew, Armenian, Greek, quotation marks, and accents that combine with the digit before them. */
const OTHER_MARKS = [
  '\u05F3',
  '\u055A',
  '\u0384',
  '\u1FBD',
  '\uA78C',
  '‹',
  '›',
  '\u0301',
  '\u0300',
  '\u030D',
  '\u02BD',
];
const OTHER_DOUBLE_MARKS = ['\u05F4', '«', '»', '\u030B', '\u030E', '\u0308', '\u301E', '„', '‟', '‶'];

describe('coordinates that partners send', () => {
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
      { latitude: -21.5731, longitude: 9.360922 },
    ],
    [
      'as minutes with typographic marks',
      { DegreeMinuteSeconds: { Latitude: '21° 34′ 23.16″', Longitude: "9°21'39.32''" } },
      ['wrong-form /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      { latitude: 21.5731, longitude: 9.360922 },
    ],
    [
      'as minutes beyond the hour',
      { DegreeMinuteSeconds: { Latitude: "21°61'23.16''", Longitude: "9°21'39.32''" } },
      ['unreadable /GeoCoordinates/DegreeMinuteSeconds/Latitude'],
      undefined,
    ],
    ['never filled in', { Google: { Coordinates: '0.000000 0.000000' } }, [], undefined],
    [
      'with the letter of the other coordinate',
      { DecimalDegree: { Latitude: '13.356465 E', Longitude: '52.480495 N' } },
      [
        'unreadable /GeoCoordinates/DecimalDegree/Latitude',
        'unreadable /GeoCoordinates/DecimalDegree/Longitude',
      ],
      { latitude: 52.480495, longitude: 13.356465 },
    ],
    ['not at all', {}, ['none-given /GeoCoordinates'], undefined],
  ])('coordinates are read: %s', (_, GeoCoordinates, expected, position) => {
    const reading = readEvse({ GeoCoordinates });
    expect(oddities(reading)).toEqual(expected);
    expect(positionOf(reading.value.GeoCoordinates)).toEqual(position);
  });

  it.each([
    '52,480495 13,356465',
    '52,480495, 13,356465',
    '52,480495,13,356465',
    '52.480495°, 13.356465°',
    '52.480495\u00A013.356465',
    'N 52.480495 E 13.356465',
    'N52.480495E13.356465',
    '13.356465 E, 52.480495 N',
    '52.480495 Nord 13.356465 Ost',
    '(52.480495, 13.356465)',
    '52.480495，13.356465',
    '５２.４８０４９５，１３．３５６４６５',
    '٥٢٫٤٨٠٤٩٥، ١٣٫٣٥٦٤٦٥',
    '52٫480495 13٫356465',
    '52·480495 13·356465',
    '52.480495deg 13.356465deg',
    '52.480495 degrees N, 13.356465 degrees E',
    'Lat 52.480495 Lon 13.356465',
    'lat: 52,480495; lng: 13,356465',
    'Longitude=13.356465, Latitude=52.480495',
    'Lat. 52.480495 N Long. 13.356465 E',
  ])('a pair of degrees written as %j is read', (text) => {
    expect(positionOf({ Google: { Coordinates: text } })).toEqual({
      latitude: 52.480495,
      longitude: 13.356465,
    });
  });

  it.each(["'", '’', '‘', '‚', '′', '´', '`', 'ʹ', 'ʼ', 'ˊ', 'ˋ', '❛', '❜', ...OTHER_MARKS])(
    '%s is read as the sign of minutes',
    (mark) => {
      for (const seconds of [
        `${mark}${mark}`,
        '"',
        '”',
        '“',
        '″',
        '˝',
        'ʺ',
        '❝',
        '❞',
        '',
        ...OTHER_DOUBLE_MARKS,
      ])
        for (const degrees of ['°', 'º', '˚', ' ° '])
          for (const text of [
            `52${degrees}28${mark}49.8${seconds}`,
            `52${degrees}28${mark} 49,8 ${seconds} N`,
          ]) {
            const pair = { Latitude: text, Longitude: '−13.5' };
            expect([text, positionOf({ DegreeMinuteSeconds: pair })?.latitude]).toEqual([text, 52.4805]);
          }
    },
  );

  it.each([
    `52°28'49.8"N 13°21'23.4"E`,
    '52º28´49,8 13º21´23,4',
    'N 52 28 49.8 E 13 21 23.4',
    '52 28 49.8 13 21 23.4',
    `52° 28.83' N / 13° 21.39' E`,
    '52Â°28′49.8″ 13Â°21′23.4″',
    `52deg 28' 49.8" N 13deg 21' 23.4" E`,
    '52 deg 28 min 49.8 sec N, 13 deg 21 min 23.4 sec E',
    `Lat 52°28'49.8" Lon 13°21'23.4"`,
    '５２°２８＇４９．８＂N １３°２１＇２３．４＂E',
    '52&deg;28&#39;49.8&quot; 13&deg;21&#39;23.4&quot;',
    '52&#176;28&prime;49.8&Prime;N 13&#xB0;21&rsquo;23.4&rdquo;E',
    '52&amp;deg;28&amp;apos;49.8&amp;quot;&nbsp;13&amp;deg;21&amp;apos;23.4&amp;quot;',
  ])('a pair in minutes written as %j is read', (text) => {
    const { latitude, longitude } = positionOf({ Google: { Coordinates: text } }) ?? {};
    expect(latitude).toBeCloseTo(52.4805, 9);
    expect(longitude).toBeCloseTo(13.3565, 9);
  });

  it.each([
    [`52°31'60"`, 52 + 32 / 60],
    [`52°31'60.0''`, 52 + 32 / 60],
    [`52°60'0"`, 53],
    [`52°60'`, 53],
  ])('sixty seconds or minutes are the next minute or degree: %s', (Latitude, expected) => {
    const pair = { Latitude, Longitude: `13°24'18"` };
    expect(positionOf({ DegreeMinuteSeconds: pair })?.latitude).toBeCloseTo(expected, 6);
  });

  it.each([
    ['two numbers that may end in two places', '52,48,13'],
    ['a hemisphere that turns a sign', '-52.5 N 13.4 E'],
    ['twice the same coordinate', '52.5 N 13.4 S'],
    ['O, which is east in German and west in French', '52.5 N 13.4 O'],
    ['one letter that may belong to either', '52.5 N 13.4'],
    ['more seconds than a minute has', `52°28'69.8" 13°21'23.4"`],
    ['more minutes than a degree has', `52°61' 13°21'`],
    ['an entity that HTML does not have', '52&degrees;28 13&degrees;21'],
    ['degrees with a fraction before minutes', `52.5°28' 13.5°21'`],
    ['a pair in brackets, which GeoJSON begins with the longitude', '[13.4, 52.5]'],
    ['a label that contradicts its hemisphere', 'Lat 13.4 E Lon 52.5 N'],
    ['twice the same label', 'Lat 52.5 Lat 13.4'],
  ])('%s is reported, not guessed at', (_, text) => {
    const reading = readEvse({ GeoCoordinates: { Google: { Coordinates: text } } });
    expect(positionOf(reading.value.GeoCoordinates)).toBeUndefined();
    const code = /^52.5 N 13.4 O$/.test(text) ? 'ambiguous' : 'unreadable';
    expect(oddities(reading)).toEqual([`${code} /GeoCoordinates/Google/Coordinates`]);
  });

  it('O has both readings for a caller who knows the country', () => {
    expect(coordinateReadings({ Google: { Coordinates: '52.5 N 13.4 O' } })).toEqual([
      [
        { latitude: 52.5, longitude: 13.4 },
        { latitude: 52.5, longitude: -13.4 },
      ],
    ]);
  });

  it('a long text is reported as unreadable without delay', () => {
    const text = '1 '.repeat(500_000);
    expect(positionOf({ Google: { Coordinates: text }, DecimalDegree: { Latitude: text } })).toBeUndefined();
  });

  it.each(['25:00', '24:01', '08:60', '8:00'])('%s is not a time of day', (begin) => {
    const OpeningTimes = [{ on: 'Everyday', Period: [{ begin, end: '24:00' }] }];
    const reading = readEvse({ IsOpen24Hours: false, OpeningTimes });
    expect(oddities(reading)).toEqual(['wrong-form /OpeningTimes/0/Period/0/begin']);
  });

  it('coordinates retain their raw text, whatever it is', () => {
    const { value } = readEvse({ GeoCoordinates: { Google: 'None None' } });
    expect(value.GeoCoordinates).toEqual({ Google: { Coordinates: 'None None' } });
  });

  it.each(['DecimalDegree', 'DegreeMinuteSeconds'] as const)(
    'whose marks are those of each other are turned only where they are on Earth then (%s)',
    (notation) => {
      const pair = (Latitude: string): object => ({ [notation]: { Latitude, Longitude: '50 N' } });
      expect(findTurnedNotation(pair('8 E'))).toBe(notation);
      expect(findTurnedNotation(pair('200 E'))).toBeUndefined();
    },
  );
});
