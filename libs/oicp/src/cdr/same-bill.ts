import { cardKey, sameContract, sameEvse } from '../identifiers/same-identity.js';
import { chargeDetailRecord, type ReceivedChargeDetailRecord } from '../messages/charge-detail-record.js';
import type { Decimal } from '../schema/decimal.js';
import type { Instant } from '../schema/instant.js';
import { meaningfulText } from '../text/meaningful-text.js';
import { displayText } from '../text/unclean.js';
import type { ReceivedIdentification } from '../types/identification.js';
import { sameMoment } from './same-moment.js';
import { sameUnreadValues, unreadBillingValues, type UnreadValues } from './unread-billing-values.js';

/** A record with the texts in it that are no values: what nobody could read is compared as it is written. */
export interface Bill {
  /** What could be read. */
  readonly record: ReceivedChargeDetailRecord;
  /** Billed members that could not be read, as they are written. */
  readonly unread: UnreadValues;
}

/** Reads what of a body is billed. */
export function readBill(body: Buffer): Bill {
  const { value, violations } = chargeDetailRecord.read(body);
  return { record: value, unread: unreadBillingValues(violations, body) };
}

/** {@link sameBill}, and whether what could not be read is the same too. */
export function isSameBill(one: Bill, other: Bill): boolean {
  return sameUnreadValues(one.unread, other.unread) && sameBill(one.record, other.record);
}

/**
 * Whether two charge detail records of one session are the same bill. Notation is ignored: `""`, blanks and null are absent;
 * numbers, moments and identifiers are compared by value; fractions of a second, a check digit, and the contract of a card
 * may be missing in one of the two; a card may be in either member for cards; empty list entries are ignored. A measurement
 * that only one record has is another bill.
 *
 * Not transitive: a record without check digit equals two records whose check digits differ.
 */
export function sameBill(one: ReceivedChargeDetailRecord, other: ReceivedChargeDetailRecord): boolean {
  return (
    same(wordsOf(one.EvseID), wordsOf(other.EvseID), sameEvse) &&
    sameMedium(one.Identification ?? {}, other.Identification ?? {}) &&
    MOMENTS.every((name) => same<Instant>(one[name], other[name], sameMoment)) &&
    MEASURED.every((name) => same<Decimal>(one[name], other[name], sameNumber)) &&
    sameList(valuesInBetween(one), valuesInBetween(other), sameNumber) &&
    sameList(signedValuesOf(one), signedValuesOf(other), (each, another) => each === another) &&
    wordsOf(one.PartnerProductID) === wordsOf(other.PartnerProductID)
  );
}

const MOMENTS = ['ChargingStart', 'ChargingEnd', 'SessionStart', 'SessionEnd'] as const;
const MEASURED = ['ConsumedEnergy', 'MeterValueStart', 'MeterValueEnd'] as const;

function sameMedium(one: ReceivedIdentification, other: ReceivedIdentification): boolean {
  const [cards, otherCards] = [cardsOf(one), cardsOf(other)];
  if (!sameList(cards, otherCards, (each, another) => each === another)) return false;
  const beside = wordsOf(one.RFIDIdentification?.EvcoID);
  const otherBeside = wordsOf(other.RFIDIdentification?.EvcoID);
  const mayBeAbsent = cards.length > 0 && (beside === undefined || otherBeside === undefined);
  return (
    (mayBeAbsent || same(beside, otherBeside, sameContract)) &&
    CONTRACTS.every((name) => same(wordsOf(one[name]?.EvcoID), wordsOf(other[name]?.EvcoID), sameContract))
  );
}

const CONTRACTS = [
  'QRCodeIdentification',
  'PlugAndChargeIdentification',
  'RemoteIdentification',
] as const satisfies (keyof ReceivedIdentification)[];

/** `RFIDIdentification` is an older member for the same card. */
function cardsOf({
  RFIDMifareFamilyIdentification,
  RFIDIdentification,
}: ReceivedIdentification): readonly string[] {
  const uids = [RFIDMifareFamilyIdentification?.UID, RFIDIdentification?.UID];
  const keys = uids.map(wordsOf).filter((uid) => uid !== undefined);
  return [...new Set(keys.map(cardKey))].sort();
}

function valuesInBetween({ MeterValueInBetween }: ReceivedChargeDetailRecord): readonly Decimal[] {
  return MeterValueInBetween?.meterValues ?? [];
}

/** A status without a value is no evidence. */
function signedValuesOf({ SignedMeteringValues = [] }: ReceivedChargeDetailRecord): readonly string[] {
  return SignedMeteringValues.flatMap(({ MeteringStatus, SignedMeteringValue }) => {
    const value = SignedMeteringValue?.trim() ?? '';
    return value === '' ? [] : [JSON.stringify([wordsOf(MeteringStatus), value])];
  });
}

/** `undefined` for a blank text. */
function wordsOf(text: string | undefined): string | undefined {
  const words = meaningfulText(text);
  return words === undefined ? undefined : displayText(words);
}

function sameNumber(one: Decimal, other: Decimal): boolean {
  return one.equals(other);
}

function same<T>(one: T | undefined, other: T | undefined, equal: (one: T, other: T) => boolean): boolean {
  return one === undefined || other === undefined ? one === other : equal(one, other);
}

function sameList<T>(
  some: readonly T[],
  others: readonly T[],
  equal: (one: T, other: T) => boolean,
): boolean {
  return some.length === others.length && some.every((each, index) => same(each, others[index], equal));
}
