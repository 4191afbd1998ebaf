import type { WireRecord } from '../wire-record.js';
import type { SeededRandom } from '../../random/seeded-random.js';

/** An error of single records of any operator. */
interface Quirk {
  /** Share of all records. */
  readonly share: number;
  readonly apply: (record: WireRecord) => WireRecord;
}

/** Errors of real records, each rare, together in about one record of forty; at most one in a record. */
export const quirks = {
  'unknown plug': {
    share: 0.003,
    apply: (record) => ({ ...record, Plugs: [...asList(record['Plugs']), 'MCS Connector'] }),
  },
  'unknown service': {
    share: 0.003,
    apply: (record) => ({ ...record, ValueAddedServices: ['BatterySwap'] }),
  },
  'invisible characters': {
    share: 0.005,
    apply: (record) => rename(record, (name) => `\u200B${name.replace(' ', '\u00A0')}\t`),
  },
  'boolean as a text': {
    share: 0.004,
    apply: (record) => ({ ...record, RenewableEnergy: String(record['RenewableEnergy']) }),
  },
  'power as a text': {
    share: 0.004,
    apply: (record) => ({
      ...record,
      ChargingFacilities: asList(record['ChargingFacilities']).map((facility) => {
        const { Power, power, ...same } = facility as WireRecord;
        return Object.assign(same, { Power: `${String(Power ?? power)}.0` });
      }),
    }),
  },
  'postal code as a number': {
    share: 0.003,
    apply: (record) => {
      const address = record['Address'] as WireRecord;
      const digits = JSON.stringify(address['PostalCode'] ?? '').replaceAll(/\D/g, '');
      return { ...record, Address: { ...address, PostalCode: Number(digits) } };
    },
  },
  'single value for a list': {
    share: 0.003,
    apply: (record) => ({ ...record, ChargingStationNames: asList(record['ChargingStationNames'])[0] }),
  },
  'hotline in national form': {
    share: 0.002,
    apply: (record) => ({ ...record, HotlinePhoneNumber: '0800 123 456' }),
  },
  'unreadable position': {
    share: 0.001,
    apply: (record) => ({ ...record, GeoCoordinates: { Google: 'None None' } }),
  },
  'coordinates with a comma': {
    share: 0.004,
    apply: (record) => ({
      ...record,
      GeoCoordinates: JSON.parse(
        JSON.stringify(record['GeoCoordinates']).replace(/(\d) (-?\d)/, '$1,$2'),
      ) as unknown,
    }),
  },
  'invalid EvseID': {
    share: 0.0002,
    apply: (record) => ({ ...record, EvseID: `${String(record['EvseID'])} (test)` }),
  },
  'no EvseID': {
    share: 0.0002,
    apply: (record) => ({ ...record, EvseID: null }),
  },
} as const satisfies Readonly<Record<string, Quirk>>;

/** Adds a random quirk to a record, or none. */
export function addQuirk(record: WireRecord, random: SeededRandom): WireRecord {
  let rest = random.next();
  for (const { share, apply } of Object.values<Quirk>(quirks)) {
    if (rest < share) return apply(record);
    rest -= share;
  }
  return record;
}

function rename(record: WireRecord, change: (name: string) => string): WireRecord {
  const names = asList(record['ChargingStationNames']).map((each) => {
    const { lang, value } = each as { readonly lang: string; readonly value: string };
    return { lang, value: change(value) };
  });
  return { ...record, ChargingStationNames: names };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
