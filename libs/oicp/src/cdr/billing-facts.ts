import { evcoIdKey } from '../identifiers/evco-id.js';
import { evseIdKey } from '../identifiers/evse-id.js';
import { cardKey } from '../identifiers/same-identity.js';
import type { ReceivedChargeDetailRecord } from '../messages/charge-detail-record.js';
import type { Decimal } from '../schema/decimal.js';
import type { ReceivedIdentification } from '../types/identification.js';
import type { UnreadValues } from './unread-billing-values.js';

type Fact = string | readonly Fact[] | null;

/**
 * The members of a charge detail record that are billed, as one text. Equal texts are the same bill; different texts may be:
 * {@link sameBill} decides. Decimals, instants and identifiers are compared by value; the order of keys, other fields and a
 * PIN are ignored.
 *
 * @param unread what {@link unreadBillingValues} finds in it: nothing in nearly all
 *
 * Digests of it are stored: it must not change between releases. It contains personal data and every signed meter value:
 * store a digest, not the text.
 */
export function billingFacts(record: ReceivedChargeDetailRecord, unread: UnreadValues = {}): string {
  const facts: readonly Fact[] = [
    record.EvseID === undefined ? null : evseIdKey(record.EvseID),
    mediaOf(record.Identification ?? {}),
    record.ChargingStart?.canonical ?? null,
    record.ChargingEnd?.canonical ?? null,
    record.SessionStart?.canonical ?? null,
    record.SessionEnd?.canonical ?? null,
    exact(record.ConsumedEnergy),
    exact(record.MeterValueStart),
    exact(record.MeterValueEnd),
    (record.MeterValueInBetween?.meterValues ?? []).map(exact),
    (record.SignedMeteringValues ?? []).map(({ MeteringStatus, SignedMeteringValue }) => [
      MeteringStatus ?? null,
      SignedMeteringValue ?? null,
    ]),
    record.PartnerProductID ?? null,
  ];
  const texts = Object.entries(unread);
  return JSON.stringify(texts.length === 0 ? facts : [...facts, texts]);
}

/** Every medium that was given, in the order of the specification. */
function mediaOf(identification: ReceivedIdentification): readonly Fact[] {
  const { RFIDMifareFamilyIdentification, RFIDIdentification, QRCodeIdentification } = identification;
  const { PlugAndChargeIdentification, RemoteIdentification } = identification;
  return [
    uidFact(RFIDMifareFamilyIdentification?.UID),
    [uidFact(RFIDIdentification?.UID), contractKey(RFIDIdentification?.EvcoID)],
    contractKey(QRCodeIdentification?.EvcoID),
    contractKey(PlugAndChargeIdentification?.EvcoID),
    contractKey(RemoteIdentification?.EvcoID),
  ];
}

function uidFact(uid: string | undefined): Fact {
  return uid === undefined ? null : cardKey(uid);
}

function contractKey(evcoId: string | undefined): Fact {
  return evcoId === undefined ? null : evcoIdKey(evcoId);
}

function exact(value: Decimal | undefined): Fact {
  return value === undefined ? null : value.toString();
}
