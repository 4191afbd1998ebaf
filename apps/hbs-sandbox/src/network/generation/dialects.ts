import type { WireRecord } from '../wire-record.js';
import type { SeededRandom } from '../../random/seeded-random.js';
import type { Dialect } from './operators.js';

/** Rewrites a record as an operator of the dialect has it at HBS. */
export function writeInDialect(dialect: Dialect, record: WireRecord, random: SeededRandom): WireRecord {
  switch (dialect) {
    case 'specified':
      return record;
    case 'older':
      return writeAsOlder(record, random);
    case 'careless':
      return writeCarelessly(writeAsOlder(record, random));
  }
}

/** Spellings of the Swiss feed: a bare text for coordinates, an unreadable entrance, small letters. */
function writeAsOlder(record: WireRecord, random: SeededRandom): WireRecord {
  const { ChargingStationID, SubOperatorName, ...same } = record;
  return {
    ...same,
    ChargingStationId: ChargingStationID,
    SuboperatorName: SubOperatorName,
    GeoCoordinates: { Google: coordinatesOf(record) },
    GeoChargingPointEntrance: { Google: 'None None' },
    ChargingFacilities: facilitiesOf(record).map(({ PowerType, Power, Voltage, Amperage }) => ({
      Voltage,
      Amperage,
      // A number with a fraction in the feed; JSON makes no difference.
      power: Power,
      powertype: PowerType,
    })),
    // Eight real records are not always open and have no opening times.
    OpeningTimes: random.chance(8 / 60) ? null : record['OpeningTimes'],
    LocationImage: null,
  };
}

/** What one real operator omits or gets wrong in each of its 52 records. */
function writeCarelessly(record: WireRecord): WireRecord {
  const { PaymentOptions: _omitted, ...same } = record;
  const { PostalCode: _code, HouseNum: _number, ...address } = record['Address'] as WireRecord;
  const [latitude, longitude] = googleOf(record).split(' ');
  return {
    ...same,
    lastUpdate: String(record['lastUpdate']).replace('Z', ''),
    Address: address,
    // Seven decimals: a centimetre, and one more than allowed.
    GeoCoordinates: { Google: `${latitude}9 ${longitude}6` },
    ChargingFacilities: facilitiesOf(record).map(({ power, powertype }) => ({
      power: String(power),
      powertype,
    })),
    AuthenticationModes: ['Direct Payment'],
    IsHubjectCompatible: false,
  };
}

function facilitiesOf(record: WireRecord): readonly WireRecord[] {
  return record['ChargingFacilities'] as readonly WireRecord[];
}

function coordinatesOf(record: WireRecord): string {
  const { Google } = record['GeoCoordinates'] as { readonly Google: { readonly Coordinates: string } };
  return Google.Coordinates;
}

function googleOf(record: WireRecord): string {
  return (record['GeoCoordinates'] as { readonly Google: string }).Google;
}
