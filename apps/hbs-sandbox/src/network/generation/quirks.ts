import type { WireRecord } from '../wire-record.js';
import type { SeededRandom } from '../../random/seeded-random.js';

/** Something that is wrong with single records, whoever their operator is. */
interface Quirk {
  /** Of all records. */
  readonly share: number;
  readonly applied: (record: WireRecord) => WireRecord;
}

/** Traps of the field, each rare, together in about one record of forty; at most one to a record. */
export const quirks = {
  'unknown plug': {
    share: 0.003,
    applied: (record) => ({ ...record, Plugs: [...asList(record['Plugs']), 'MCS Connector'] }),
  },
  'unknown service': {
    share: 0.003,
    applied: (record) => ({ ...record, ValueAddedServices: ['BatterySwap'] }),
  },
  'invisible characters': {
    share: 0.005,
    applied: (record) => renamed(record, (name) => `\u200B${name.replace(' ', '\u00A0')}\t`),
  },
  'boolean as a text': {
    share: 0.004,
    applied: (record) => ({ ...record, RenewableEnergy: String(record['RenewableEnergy']) }),
  },
  'power as a text': {
    share: 0.004,
    applied: (record) => ({
      ...record,
      ChargingFacilities: asList(record['ChargingFacilities']).map((facility) => {
        const { Power, power, ...same } = facility as WireRecord;
        return Object.assign(same, { Power: `${String(Power ?? power)}.0` });
      }),
    }),
  },
  'postal code as a number': {
    share: 0.003,
    applied: (record) => {
      const address = record['Address'] as WireRecord;
      const digits = JSON.stringify(address['PostalCode'] ?? '').replaceAll(/\D/g, '');
      return { ...record, Address: { ...address, PostalCode: Number(digits) } };
    },
  },
  'single value for a list': {
    share: 0.003,
    applied: (record) => ({ ...record, ChargingStationNames: asList(record['ChargingStationNames'])[0] }),
  },
  'hotline in national form': {
    share: 0.002,
    applied: (record) => ({ ...record, HotlinePhoneNumber: '0800 123 456' }),
  },
  'position nowhere': {
    share: 0.001,
    applied: (record) => ({ ...record, GeoCoordinates: { Google: 'None None' } }),
  },
  'coordinates with a comma': {
    share: 0.004,
    applied: (record) => ({
      ...record,
      GeoCoordinates: JSON.parse(
        JSON.stringify(record['GeoCoordinates']).replace(/(\d) (-?\d)/, '$1,$2'),
      ) as unknown,
    }),
  },
  'EvseID that is none': {
    share: 0.0002,
    applied: (record) => ({ ...record, EvseID: `${String(record['EvseID'])} (test)` }),
  },
  'no EvseID': {
    share: 0.0002,
    applied: (record) => ({ ...record, EvseID: null }),
  },
} as const satisfies Readonly<Record<string, Quirk>>;

export function addQuirk(record: WireRecord, random: SeededRandom): WireRecord {
  let rest = random.next();
  for (const { share, applied } of Object.values<Quirk>(quirks)) {
    if (rest < share) return applied(record);
    rest -= share;
  }
  return record;
}

function renamed(record: WireRecord, exchanged: (name: string) => string): WireRecord {
  const names = asList(record['ChargingStationNames']).map((each) => {
    const { lang, value } = each as { readonly lang: string; readonly value: string };
    return { lang, value: exchanged(value) };
  });
  return { ...record, ChargingStationNames: names };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
