import { Instant, parseEvcoId, withCheckDigit } from '#oicp';
import { SeededRandom, uuidNamed } from '../random/seeded-random.js';
import { signMeterValues } from './signed-meter-values.js';
import { toKilowattHours, type WireCdr, type WireIdentification } from './wire-cdr.js';

/** What a generated record is made from. */
export interface GeneratedCdrOptions {
  readonly seed: string;
  readonly evseId: string;
  readonly providerId: string;
  /** The card of the driver; by default each record has a medium of its own. */
  readonly uid?: string | undefined;
  /** When the session ended, milliseconds since 1970. */
  readonly endedAt: number;
}

const MINUTE_MS = 60_000;

/** Generates a plausible record of a charge: the same for the same options. */
export function generateCdr({ seed, evseId, providerId, uid, endedAt }: GeneratedCdrOptions): WireCdr {
  const random = SeededRandom.named(seed);
  const offset = random.pick([120, 60, 0, 180, -60]);
  const at = (moment: number): string => Instant.at(moment, offset).text;
  const chargedMs = random.between(3 * MINUTE_MS, 9 * 60 * MINUTE_MS);
  const wattHours = Math.round((random.between(3_600, 150_000) * chargedMs) / (60 * MINUTE_MS) / 4);
  const meterStart = random.between(0, 90_000_000);
  const chargingEnd = endedAt - random.between(0, 20 * MINUTE_MS);
  const chargingStart = chargingEnd - chargedMs;
  const start = { wattHours: meterStart, at: at(chargingStart) };
  const end = { wattHours: meterStart + wattHours, at: at(chargingEnd) };
  return {
    SessionID: uuidNamed(seed),
    CPOPartnerSessionID: random.chance(0.8) ? `CPO-${random.hex(12)}` : null,
    EMPPartnerSessionID: random.chance(0.5) ? uuidNamed(`${seed} of the EMP`) : null,
    PartnerProductID: random.pick(['AC 1', 'DC fast', null]),
    EvseID: evseId,
    Identification: generateIdentification(random, providerId, uid),
    SessionStart: at(chargingStart - random.between(5_000, 5 * MINUTE_MS)),
    ChargingStart: start.at,
    ChargingEnd: end.at,
    SessionEnd: at(endedAt),
    MeterValueStart: toKilowattHours(start.wattHours),
    MeterValueEnd: toKilowattHours(end.wattHours),
    MeterValueInBetween: random.chance(0.3)
      ? { meterValues: [toKilowattHours(meterStart + Math.round(wattHours / 2))] }
      : null,
    ConsumedEnergy: toKilowattHours(wattHours),
    SignedMeteringValues: random.chance(0.5) ? signMeterValues(random, start, end) : null,
    CalibrationLawVerificationInfo: null,
  };
}

function generateIdentification(
  random: SeededRandom,
  providerId: string,
  uid: string | undefined,
): WireIdentification {
  const card = uid ?? random.hex(14).toUpperCase();
  if (uid !== undefined || random.chance(0.6)) return { RFIDMifareFamilyIdentification: { UID: card } };
  const EvcoID = generateEvcoId(random, providerId);
  if (random.chance(0.7)) return { RemoteIdentification: { EvcoID } };
  return { PlugAndChargeIdentification: { EvcoID } };
}

/** Generates a contract in the notation of its provider. */
function generateEvcoId(random: SeededRandom, providerId: string): string {
  const isDin = providerId.includes('*');
  const instance = isDin ? random.hex(6).toUpperCase() : `C${random.hex(8).toUpperCase()}`;
  const text = `${providerId}${isDin ? '*' : '-'}${instance}`;
  const parsed = parseEvcoId(text);
  return parsed ? withCheckDigit(parsed) : text;
}
