import type { SeededRandom } from '../random/seeded-random.js';
import { toKilowattHours, type WireSignedValue } from './wire-cdr.js';

/** A reading of a meter; `at` is an instant with offset. */
export interface MeterReading {
  readonly wattHours: number;
  readonly at: string;
}

/** Start and end as a calibrated meter signs them, in the format OCMF. The signatures are random and cannot be verified. */
export function signMeterValues(
  random: SeededRandom,
  start: MeterReading,
  end: MeterReading,
): readonly WireSignedValue[] {
  const meter = `SBX${random.between(10_000_000, 99_999_999)}`;
  const first = random.between(1, 9_000);
  const signed = (transaction: string, pagination: number, { wattHours, at }: MeterReading): string => {
    const reading = {
      TM: `${at} S`,
      TX: transaction,
      RV: toKilowattHours(wattHours),
      RI: '1-b:1.8.0',
      RU: 'kWh',
    };
    const payload = {
      FV: '1.0',
      GI: 'SANDBOX',
      MS: meter,
      PG: `T${pagination}`,
      RD: [{ ...reading, ST: 'G' }],
    };
    return `OCMF|${JSON.stringify(payload)}|${JSON.stringify({ SA: 'ECDSA-secp256r1-SHA256', SD: random.hex(140) })}`;
  };
  return [
    { SignedMeteringValue: signed('B', first, start), MeteringStatus: 'Start' },
    { SignedMeteringValue: signed('E', first + 1, end), MeteringStatus: 'End' },
  ];
}
