import type { WireRecord } from '../wire-record.js';
import { demonstrationEvses } from './demonstration-evses.js';
import { writeInDialect } from './dialects.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { hardware, type Hardware } from './hardware.js';
import { generateOpeningTimes } from './opening-hours.js';
import { addQuirk } from './quirks.js';
import { randomOfSite, positionAt, type Site, type SitePosition } from './site.js';

const RECORD = 3;
/** The real records were last changed in the year before they were pulled. */
const LAST_UPDATES_BEFORE = Date.UTC(2026, 5, 1);
const YEAR_MS = 365 * 24 * 3_600_000;
const ANY_START = ['NFC RFID Classic', 'REMOTE'];
/** Deviation of charging points from the centre of their town, in degrees. */
const SCATTER = 0.06;

/** The EvseID of an index, before quirks. */
function generateEvseId({ site, point }: SitePosition): string {
  const { evseIdStart } = site.operator;
  return `${evseIdStart}${String(site.number).padStart(6, '0')}*${point}`;
}

/** Generates the record of an index as HBS sends it in Google's notation: the same for the same seed. */
export function generateRecord(seed: number, index: number): WireRecord {
  const position = positionAt(seed, index);
  const { operator } = position.site;
  const random = SeededRandom.of(seed, RECORD, index);
  const specified = generateSpecified(position, random, randomOfSite(seed, position.site));
  const demonstration = demonstrationEvses[index];
  if (demonstration) return { ...specified, ...demonstration, AuthenticationModes: [...ANY_START] };
  return addQuirk(writeInDialect(operator.dialect, specified, random), random);
}

function generateSpecified(position: SitePosition, random: SeededRandom, ofSite: SeededRandom): WireRecord {
  const { site } = position;
  const { operator, country, town } = site;
  const evseId = generateEvseId(position);
  const address = generateAddress(site, ofSite);
  const coordinates = `${scatter(town.latitude, ofSite)} ${scatter(town.longitude, ofSite)}`;
  const alwaysOpen = ofSite.chance(483 / 551);
  const isFree = ofSite.chance(26 / 551);
  const point = drawHardware(ofSite, random);
  return {
    deltaType: random.chance(49 / 551) ? 'update' : 'insert',
    lastUpdate: formatSeconds(LAST_UPDATES_BEFORE - random.below(YEAR_MS)),
    EvseID: evseId,
    ChargingPoolID: null,
    ChargingStationID: `${site.number}-${Math.ceil(position.point / 2)}`,
    ChargingStationNames: generateNames(site, ofSite),
    HardwareManufacturer: point.manufacturer,
    ChargingStationImage: null,
    SubOperatorName: operator.subOperator ?? null,
    Address: address,
    GeoCoordinates: { Google: { Coordinates: coordinates }, DecimalDegree: null, DegreeMinuteSeconds: null },
    Plugs: point.plugs,
    DynamicPowerLevel: null,
    ChargingFacilities: [
      {
        PowerType: point.powerType,
        Voltage: point.voltage,
        Amperage: point.amperage,
        Power: point.power,
        ChargingModes: null,
      },
    ],
    RenewableEnergy: ofSite.chance(206 / 551),
    EnergySource: null,
    EnvironmentalImpact: null,
    CalibrationLawDataAvailability: country.code === 'DEU' ? 'Local' : 'Not Available',
    AuthenticationModes: random.weighted<readonly string[]>(authentications),
    MaxCapacity: null,
    PaymentOptions: isFree ? ['No Payment'] : ofSite.pick([['Direct', 'Contract'], ['Contract']]),
    ValueAddedServices: random.chance(0.05) ? ['Reservation', 'MaximumPowerCharging'] : ['None'],
    Accessibility: isFree ? 'Free publicly accessible' : 'Paying publicly accessible',
    AccessibilityLocation: ofSite.weighted(locations),
    HotlinePhoneNumber: `+${country.calling}${800_000_000 + (site.number % 97) * 1_000}`,
    AdditionalInfo: null,
    ChargingStationLocationReference: null,
    GeoChargingPointEntrance: null,
    IsOpen24Hours: alwaysOpen,
    OpeningTimes: alwaysOpen ? null : generateOpeningTimes(ofSite),
    HubOperatorID: null,
    ClearinghouseID: null,
    IsHubjectCompatible: !random.chance(0.01),
    DynamicInfoAvailable: 'true',
    OperatorID: operator.operatorId,
    OperatorName: operator.name,
  };
}

/** Weights from the real records of operators that accept roaming customers. */
const authentications = [
  [['NFC RFID Classic', 'REMOTE'], 414],
  [['NFC RFID Classic', 'REMOTE', 'Direct Payment'], 60],
  [['NFC RFID Classic', 'NFC RFID DESFire', 'REMOTE'], 20],
  [['NFC RFID Classic'], 25],
  [['NFC RFID Classic', 'PnC', 'REMOTE'], 10],
] as const;

const locations = [
  ['OnStreet', 450],
  ['ParkingLot', 60],
  ['ParkingGarage', 25],
  ['UndergroundParkingGarage', 16],
] as const;

const kinds = ['Parkhaus', 'P+R', 'Hotel', 'Supermarkt', 'Rathaus', 'Sporthalle', 'E-Station'] as const;

function generateNames({ town, country, operator }: Site, random: SeededRandom): readonly object[] {
  const kind = random.pick(kinds);
  const value = `${operator.name} - ${kind} ${town.city}`;
  return random.chance(0.1)
    ? [
        { lang: country.language, value },
        { lang: 'en', value },
      ]
    : [{ lang: 'en', value }];
}

function generateAddress({ town, country }: Site, random: SeededRandom): WireRecord {
  return {
    Country: country.code,
    City: town.city,
    Street: random.pick(country.streets),
    PostalCode: town.postalCode,
    // Some operators have no number, and OICP requires one.
    HouseNum: random.chance(8 / 551) ? '.' : String(1 + random.below(180)),
    Floor: random.chance(0.9) ? null : '0',
    Region: null,
    ParkingFacility: null,
    ParkingSpot: null,
    TimeZone: random.chance(0.5) ? country.timeZone : null,
  };
}

/** Most charging points of a site have the same hardware. */
function drawHardware(ofSite: SeededRandom, random: SeededRandom): Hardware {
  const ofMost = ofSite.weighted<Hardware>(hardware);
  return random.chance(0.1) ? random.weighted<Hardware>(hardware) : ofMost;
}

function scatter(centre: number, random: SeededRandom): string {
  return (centre + random.around() * SCATTER).toFixed(6);
}

function formatSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
