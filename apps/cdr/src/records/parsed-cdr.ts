import { createHash } from 'node:crypto';
import type { CdrSummary } from '#suite';
import {
  billingFacts,
  canonicalContent,
  chargeDetailRecord,
  describeUnreadEncoding,
  describeMissingSession,
  evcoIdKey,
  evseIdKey,
  firstPlausible,
  meaningfulText,
  meteredEnergy,
  namedCardKey,
  namedMedia,
  operatorIdKey,
  sessionIdKey,
  unreadBillingValues,
  usableSessionId,
  type TimeLimits,
  type UnreadEncoding,
} from '#oicp';
import { keyText, shownText } from '#persistence';
import { findOwnFindings } from './findings.js';
import { furtherMedia, type FurtherMedia } from './further-media.js';
import { storableReading } from './storable.js';

/** A charge detail record as received, and by which path. */
export interface RawCdr {
  readonly bytes: Buffer;
  readonly source: 'forwarded' | 'pulled';
  readonly receivedAt: Date;
  /** From the path HBS called. */
  readonly operatorId?: string | undefined;
  /** HBS's handle of the exchange in which it was forwarded. */
  readonly processId?: string | undefined;
  /** For whom it was pulled. */
  readonly providerId?: string | undefined;
  /** Where its bytes have an encoding that we do not read: HBS was answered so, whatever they hold. */
  readonly unread?: UnreadEncoding | undefined;
}

/** What the columns of a record say. */
export interface ParsedCdr extends FurtherMedia {
  readonly received: RawCdr;
  readonly sessionKey: string;
  readonly empSessionKey: string | null;
  readonly factsDigest: string;
  readonly contentDigest: string;
  readonly providerId: string | null;
  readonly evseKey: string | null;
  readonly evcoKey: string | null;
  readonly uidKey: string | null;
  readonly operatorKey: string | null;
  readonly consumedEnergyKwh: string | null;
  readonly listedAt: Date;
  /** JSON text. */
  readonly reading: string;
  readonly summary: CdrSummary;
}

/** Bytes that name no session. */
export interface UnreadableBody {
  readonly received: RawCdr;
  /** What is wrong with them, a sentence. */
  readonly problem: string;
}

/** What parsing a record gives. */
export type CdrReading = ParsedCdr | UnreadableBody;

/** Whether a record names a session. */
export function isParsed(reading: CdrReading): reading is ParsedCdr {
  return !isUnreadable(reading);
}

/** Whether bytes name no session. */
export function isUnreadable(reading: CdrReading): reading is UnreadableBody {
  return 'problem' in reading;
}

/**
 * Parses a record. `problem` where it names no session.
 *
 * @param resolveProvider the configured ProviderID of whom the record concerns
 * @param limits from where on its times are findings
 */
export function parseCdr(
  received: RawCdr,
  resolveProvider: (named: { hub?: string | undefined; evcoId?: string | undefined }) => string | undefined,
  limits?: TimeLimits,
): CdrReading {
  if (received.unread) return { received, problem: `Not read: ${describeUnreadEncoding(received.unread)}` };
  const read = chargeDetailRecord.read(received.bytes);
  const { value: record, violations } = read;
  const sessionId = usableSessionId(record);
  if (sessionId === undefined) return { received, problem: describeMissingSession(violations) };
  const media = namedMedia(record.Identification);
  const [[uid], [evcoId]] = [media.uids, media.evcoIds];
  const evseId = meaningfulText(record.EvseID);
  const empPartnerSessionId = meaningfulText(record.EMPPartnerSessionID);
  const operatorId = meaningfulText(record.HubOperatorID) ?? received.operatorId;
  const hub = meaningfulText(record.HubProviderID);
  const providerId = received.providerId ?? resolveProvider({ hub, evcoId });
  const energy = record.ConsumedEnergy?.toFixed();
  return {
    received,
    sessionKey: sessionIdKey(sessionId),
    empSessionKey: keyText(empPartnerSessionId && sessionIdKey(empPartnerSessionId)) ?? null,
    factsDigest: digestOf(billingFacts(record, unreadBillingValues(violations, received.bytes))),
    contentDigest: digestOf(canonicalContent(read, received.bytes)),
    providerId: keyText(providerId) ?? null,
    evseKey: keyText(evseId && evseIdKey(evseId)) ?? null,
    evcoKey: keyText(evcoId && evcoIdKey(evcoId)) ?? null,
    uidKey: keyText(uid && namedCardKey(uid)) ?? null,
    ...furtherMedia(media),
    operatorKey: keyText(operatorId && operatorIdKey(operatorId)) ?? null,
    consumedEnergyKwh: energy ?? null,
    listedAt:
      firstPlausible([record.SessionEnd], received.receivedAt.valueOf())?.toDate() ?? received.receivedAt,
    reading: storableReading(record),
    summary: {
      sessionId,
      cpoPartnerSessionId: shownText(meaningfulText(record.CPOPartnerSessionID)),
      empPartnerSessionId: shownText(empPartnerSessionId),
      partnerProductId: shownText(meaningfulText(record.PartnerProductID)),
      evseId: shownText(evseId),
      operatorId: shownText(operatorId),
      providerId: shownText(providerId),
      evcoId: shownText(evcoId),
      uid: shownText(uid),
      sessionStart: record.SessionStart?.text,
      sessionEnd: record.SessionEnd?.text,
      chargingStart: record.ChargingStart?.text,
      chargingEnd: record.ChargingEnd?.text,
      consumedEnergyKwh: energy,
      meteredEnergyKwh: energy === undefined ? meteredEnergy(record)?.toFixed() : undefined,
      findings: findOwnFindings(record, violations, received.receivedAt, limits),
      source: received.source,
      receivedAt: received.receivedAt.toISOString(),
      processId: received.processId,
    },
  };
}

/** The digest under which unreadable bytes are the same bytes. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
