import { Instant, parseEvcoId, withCheckDigit } from '#oicp';
import { SeededRandom, uuidNamed } from '../random/seeded-random.js';
import { signedMeterValues } from './signed-meter-values.js';
import { kilowattHours, type WireCdr, type WireIdentification } from './wire-cdr.js';

export interface GeneratedCdrOptions {
  readonly seed: string;
  readonly evseId: string;
  readonly providerId: string;
  /** The card of all of them; else each has its own medium. */
  readonly uid?: string | undefined;
  /** When the session ended, milliseconds since 1970. */
  readonly endedAt: number;
}

const MINUTE_MS = 60_000;

/** A plausible record of a charge that never was: the same for the same options. */
export function generatedCdr({ seed, evseId, providerId, uid, endedAt }: GeneratedCdrOptions): WireCdr {
  const dice = SeededRandom.named(seed);
  const offset = dice.pick([120, 60, 0, 180, -60]);
  const at = (moment: number): string => Instant.at(moment, offset).text;
  const chargedMs = dice.between(3 * MINUTE_MS, 9 * 60 * MINUTE_MS);
  const wattHours = Math.round((dice.between(3_600, 150_000) * chargedMs) / (60 * MINUTE_MS) / 4);
  const meterStart = dice.between(0, 90_000_000);
  const chargingEnd = endedAt - dice.between(0, 20 * MINUTE_MS);
  const chargingStart = chargingEnd - chargedMs;
  const start = { wattHours: meterStart, at: at(chargingStart) };
  const end = { wattHours: meterStart + wattHours, at: at(chargingEnd) };
  return {
    SessionID: uuidNamed(seed),
    CPOPartnerSessionID: dice.chance(0.8) ? `CPO-${dice.hex(12)}` : null,
    EMPPartnerSessionID: dice.chance(0.5) ? uuidNamed(`${seed} of the EMP`) : null,
    PartnerProductID: dice.pick(['AC 1', 'DC fast', null]),
    EvseID: evseId,
    Identification: identificationOf(dice, providerId, uid),
    SessionStart: at(chargingStart - dice.between(5_000, 5 * MINUTE_MS)),
    ChargingStart: start.at,
    ChargingEnd: end.at,
    SessionEnd: at(endedAt),
    MeterValueStart: kilowattHours(start.wattHours),
    MeterValueEnd: kilowattHours(end.wattHours),
    MeterValueInBetween: dice.chance(0.3)
      ? { meterValues: [kilowattHours(meterStart + Math.round(wattHours / 2))] }
      : null,
    ConsumedEnergy: kilowattHours(wattHours),
    SignedMeteringValues: dice.chance(0.5) ? signedMeterValues(dice, start, end) : null,
    CalibrationLawVerificationInfo: null,
  };
}

function identificationOf(
  dice: SeededRandom,
  providerId: string,
  uid: string | undefined,
): WireIdentification {
  const card = uid ?? dice.hex(14).toUpperCase();
  if (uid !== undefined || dice.chance(0.6)) return { RFIDMifareFamilyIdentification: { UID: card } };
  const EvcoID = generatedEvcoId(dice, providerId);
  if (dice.chance(0.7)) return { RemoteIdentification: { EvcoID } };
  return { PlugAndChargeIdentification: { EvcoID } };
}

/** A contract in the notation of its provider. */
function generatedEvcoId(dice: SeededRandom, providerId: string): string {
  const isDin = providerId.includes('*');
  const instance = isDin ? dice.hex(6).toUpperCase() : `C${dice.hex(8).toUpperCase()}`;
  const text = `${providerId}${isDin ? '*' : '-'}${instance}`;
  const parsed = parseEvcoId(text);
  return parsed ? withCheckDigit(parsed) : text;
}
