import type { WireRecord } from '../wire-record.js';
import { demonstrationEvses } from './demonstration-evses.js';
import { inDialect } from './dialects.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { hardware, type Hardware } from './hardware.js';
import { openingTimes } from './opening-hours.js';
import { withQuirk } from './quirks.js';
import { diceOfSite, positionAt, type Site, type SitePosition } from './site.js';

const RECORD = 3;
/** The real records were last changed in the year before they were pulled. */
const LAST_UPDATES_BEFORE = Date.UTC(2026, 5, 1);
const YEAR_MS = 365 * 24 * 3_600_000;
const ANY_START = ['NFC RFID Classic', 'REMOTE'];
/** Degrees by which charging points of a town stand around its centre. */
const SCATTER = 0.06;

/** The EvseID of an index, before anything goes wrong with it. */
function generatedEvseId({ site, point }: SitePosition): string {
  const { evseIdStart } = site.operator;
  return `${evseIdStart}${String(site.number).padStart(6, '0')}*${point}`;
}

/** The record of an index, as HBS would send it in Google's notation. The same for the same seed, always. */
export function generatedRecord(seed: number, index: number): WireRecord {
  const position = positionAt(seed, index);
  const { operator } = position.site;
  const dice = SeededRandom.of(seed, RECORD, index);
  const specified = specifiedRecord(position, dice, diceOfSite(seed, position.site));
  const demonstration = demonstrationEvses[index];
  if (demonstration) return { ...specified, ...demonstration, AuthenticationModes: [...ANY_START] };
  return withQuirk(inDialect(operator.dialect, specified, dice), dice);
}

function specifiedRecord(position: SitePosition, dice: SeededRandom, ofSite: SeededRandom): WireRecord {
  const { site } = position;
  const { operator, country, place } = site;
  const evseId = generatedEvseId(position);
  const address = addressOf(site, ofSite);
  const coordinates = `${around(place.latitude, ofSite)} ${around(place.longitude, ofSite)}`;
  const alwaysOpen = ofSite.chance(483 / 551);
  const isFree = ofSite.chance(26 / 551);
  const point = hardwareOf(ofSite, dice);
  return {
    deltaType: dice.chance(49 / 551) ? 'update' : 'insert',
    lastUpdate: secondsOf(LAST_UPDATES_BEFORE - dice.below(YEAR_MS)),
    EvseID: evseId,
    ChargingPoolID: null,
    ChargingStationID: `${site.number}-${Math.ceil(position.point / 2)}`,
    ChargingStationNames: namesOf(site, ofSite),
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
    AuthenticationModes: dice.weighted<readonly string[]>(authentications),
    MaxCapacity: null,
    PaymentOptions: isFree ? ['No Payment'] : ofSite.pick([['Direct', 'Contract'], ['Contract']]),
    ValueAddedServices: dice.chance(0.05) ? ['Reservation', 'MaximumPowerCharging'] : ['None'],
    Accessibility: isFree ? 'Free publicly accessible' : 'Paying publicly accessible',
    AccessibilityLocation: ofSite.weighted(locations),
    HotlinePhoneNumber: `+${country.calling}${800_000_000 + (site.number % 97) * 1_000}`,
    AdditionalInfo: null,
    ChargingStationLocationReference: null,
    GeoChargingPointEntrance: null,
    IsOpen24Hours: alwaysOpen,
    OpeningTimes: alwaysOpen ? null : openingTimes(ofSite),
    HubOperatorID: null,
    ClearinghouseID: null,
    IsHubjectCompatible: !dice.chance(0.01),
    DynamicInfoAvailable: 'true',
    OperatorID: operator.operatorId,
    OperatorName: operator.name,
  };
}

/** By the real records of operators that take roaming customers. */
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

function namesOf({ place, country, operator }: Site, dice: SeededRandom): readonly object[] {
  const kind = dice.pick(kinds);
  const value = `${operator.name} - ${kind} ${place.city}`;
  return dice.chance(0.1)
    ? [
        { lang: country.language, value },
        { lang: 'en', value },
      ]
    : [{ lang: 'en', value }];
}

function addressOf({ place, country }: Site, dice: SeededRandom): WireRecord {
  return {
    Country: country.code,
    City: place.city,
    Street: dice.pick(country.streets),
    PostalCode: place.postalCode,
    // Some operators have no number to give, and must give one.
    HouseNum: dice.chance(8 / 551) ? '.' : String(1 + dice.below(180)),
    Floor: dice.chance(0.9) ? null : '0',
    Region: null,
    ParkingFacility: null,
    ParkingSpot: null,
    TimeZone: dice.chance(0.5) ? country.timeZone : null,
  };
}

/** Most charging points of a site are alike. */
function hardwareOf(ofSite: SeededRandom, dice: SeededRandom): Hardware {
  const ofMost = ofSite.weighted<Hardware>(hardware);
  return dice.chance(0.1) ? dice.weighted<Hardware>(hardware) : ofMost;
}

function around(centre: number, dice: SeededRandom): string {
  return (centre + dice.around() * SCATTER).toFixed(6);
}

function secondsOf(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
