/** Generated from one seed, in the size and the shape of real records: about 1.4 kB each. */
const PLUGS = [
  'Type 2 Outlet',
  'CCS Combo 2 Plug (Cable Attached)',
  'CHAdeMO',
  'Type 2 Connector (Cable Attached)',
];
const STATUSES = ['Available', 'Occupied', 'OutOfService', 'Unknown'];
/** Stations are around cities; some around Zurich are so far beyond the border that they get a finding. */
const CITIES = [
  [52.52, 13.4, 'DEU'],
  [49.45, 11.08, 'DEU'],
  [53.55, 10.0, 'DEU'],
  [51.31, 9.48, 'DEU'],
  [47.38, 8.54, 'CHE'],
  [45.76, 4.84, 'FRA'],
  [48.86, 2.35, 'FRA'],
  [40.42, -3.7, 'ESP'],
  [52.23, 21.01, 'POL'],
  [44.49, 11.34, 'ITA'],
  [59.27, 15.21, 'SWE'],
  [52.48, -1.9, 'GBR'],
] as const;

export const PAGE_SIZE = 2_000;

/** A number from 0 to 1 that depends on these two alone. */
function chance(index: number, salt: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

function cityOf(index: number): (typeof CITIES)[number] {
  return CITIES[Math.floor(chance(index, 0) * CITIES.length)] ?? CITIES[0];
}

export function placeOf(index: number): { readonly latitude: number; readonly longitude: number } {
  const city = cityOf(index);
  return {
    latitude: city[0] + (chance(index, 1) - 0.5) * 2,
    longitude: city[1] + (chance(index, 2) - 0.5) * 2,
  };
}

const operatorOf = (index: number): string => `DE*${String(100 + Math.floor(chance(index, 3) * 300))}`;
const evseIdOf = (index: number): string => `${operatorOf(index)}*E${String(1_000_000 + index)}*1`;

/** One page as HBS sends it. */
export function pageText(number: number, total: number): string {
  const totalPages = Math.ceil(total / PAGE_SIZE);
  const count = Math.min(PAGE_SIZE, total - number * PAGE_SIZE);
  const content = Array.from({ length: count }, (_, index) => recordOf(number * PAGE_SIZE + index));
  const last = number + 1 === totalPages;
  const head = { number, size: PAGE_SIZE, totalElements: total, totalPages, last, first: number === 0 };
  return JSON.stringify({ content, ...head, numberOfElements: count, StatusCode: { Code: '000' } });
}

/** The statuses, an operator with its EVSEs in each element; with `changed`, every fiftieth differs. */
export function statusChunks(total: number, changed: boolean): readonly { text: string; records: number }[] {
  const perOperator = new Map<string, { EvseID: string; EvseStatus: string }[]>();
  for (let index = 0; index < total; index += 1) {
    const shift = changed && index % 50 === 0 ? 1 : 0;
    const status = STATUSES[(Math.floor(chance(index, 4) * 4) + shift) % 4] ?? 'Unknown';
    const records = perOperator.get(operatorOf(index)) ?? [];
    records.push({ EvseID: evseIdOf(index), EvseStatus: status });
    perOperator.set(operatorOf(index), records);
  }
  const operators = [...perOperator].map(([OperatorID, EvseStatusRecord]) => ({
    OperatorID,
    EvseStatusRecord,
  }));
  const chunks = [];
  for (let from = 0; from < operators.length; from += 20) {
    const part = operators.slice(from, from + 20);
    const records = part.reduce((sum, each) => sum + each.EvseStatusRecord.length, 0);
    chunks.push({ text: JSON.stringify(part), records });
  }
  return chunks;
}

function recordOf(index: number): object {
  const { latitude, longitude } = placeOf(index);
  const power = [11, 22, 50, 150][Math.floor(chance(index, 5) * 4)] ?? 22;
  return {
    deltaType: 'insert',
    lastUpdate: '2026-03-12T13:44:52Z',
    EvseID: evseIdOf(index),
    OperatorID: operatorOf(index),
    OperatorName: `Operator ${operatorOf(index)}`,
    ChargingStationID: `station ${index >> 1}`,
    ChargingPoolID: null,
    HardwareManufacturer: 'A maker',
    ChargingStationNames: [
      { lang: 'en', value: `Charging park by the market square ${index >> 2}` },
      { lang: 'de', value: `Ladepark am Marktplatz, Einfahrt über den Hof ${index >> 2}` },
    ],
    Address: {
      Country: cityOf(index)[2],
      City: 'Silvaplana',
      Street: 'Via vers Mulins',
      PostalCode: '75130',
      HouseNum: String(index % 200),
      Floor: '0',
      Region: null,
      ParkingSpot: null,
      ParkingFacility: null,
      TimeZone: 'UTC+01:00',
    },
    GeoCoordinates: { Google: { Coordinates: `${latitude.toFixed(6)} ${longitude.toFixed(6)}` } },
    Plugs: [PLUGS[Math.floor(chance(index, 6) * PLUGS.length)]],
    ChargingFacilities: [
      { PowerType: power > 22 ? 'DC' : 'AC_3_PHASE', Power: power, Voltage: 230, Amperage: 32 },
    ],
    RenewableEnergy: true,
    CalibrationLawDataAvailability: 'Not Available',
    DynamicPowerLevel: null,
    AuthenticationModes: ['NFC RFID Classic', 'REMOTE'],
    PaymentOptions: ['Direct', 'Contract'],
    ValueAddedServices: ['None'],
    Accessibility: 'Paying publicly accessible',
    AccessibilityLocation: 'OnStreet',
    HotlinePhoneNumber: '+41814237070',
    IsOpen24Hours: true,
    IsHubjectCompatible: true,
    DynamicInfoAvailable: 'true',
    ClearinghouseID: null,
    OpeningTimes: null,
    ChargingStationLocationReference: null,
    EnergySource: null,
    EnvironmentalImpact: null,
    SubOperatorName: null,
    MaxCapacity: null,
    AdditionalInfo: null,
    HubOperatorID: null,
  };
}
