import { parseEvcoId, type EvcoId } from '../identifiers/evco-id.js';
import { uidKey } from '../identifiers/uid.js';
import type { ReceivedIdentification } from './identification.js';

/** A card. */
export interface RfidMedium {
  readonly kind: 'rfid';
  /** As received. */
  readonly uid: string;
  /** The canonical UID, for look-ups; `undefined` if `uid` is not a UID. */
  readonly uidKey: string | undefined;
}

/** A contract presented as a QR code with PIN, by Plug & Charge, or by our app. */
export interface ContractMedium {
  /** How it was presented. */
  readonly kind: 'qr' | 'plugAndCharge' | 'remote';
  /** As received. */
  readonly evcoId: string;
  /** The parsed contract; `undefined` if `evcoId` is not an EvcoID. */
  readonly contract: EvcoId | undefined;
  /** Plain text; only with kind `qr`, where it can be missing as well. */
  readonly pin?: string;
}

/** One medium. */
export type SingleMedium = RfidMedium | ContractMedium;

/**
 * What a driver identified with. A correct message names exactly one medium; `several` and `none` are mistakes of a partner,
 * and which of several was meant must not be guessed.
 */
export type Medium =
  | SingleMedium
  | { readonly kind: 'several'; readonly media: readonly SingleMedium[] }
  | { readonly kind: 'none' };

/** The medium in an Identification of OICP. */
export function mediumOf(identification: ReceivedIdentification | undefined): Medium {
  const media = mediaOf(identification ?? {});
  const [only] = media;
  if (only === undefined) return { kind: 'none' };
  return media.length === 1 ? only : { kind: 'several', media };
}

function mediaOf(identification: ReceivedIdentification): readonly SingleMedium[] {
  const { RFIDMifareFamilyIdentification, RFIDIdentification, QRCodeIdentification } = identification;
  const { PlugAndChargeIdentification, RemoteIdentification } = identification;
  return [
    toRfidMedium(RFIDMifareFamilyIdentification?.UID),
    toRfidMedium(RFIDIdentification?.UID),
    toContractMedium('qr', QRCodeIdentification?.EvcoID, QRCodeIdentification?.PIN),
    toContractMedium('plugAndCharge', PlugAndChargeIdentification?.EvcoID),
    toContractMedium('remote', RemoteIdentification?.EvcoID),
  ].filter((medium) => medium !== undefined);
}

function toRfidMedium(uid: string | undefined): RfidMedium | undefined {
  return uid === undefined ? undefined : { kind: 'rfid', uid, uidKey: uidKey(uid) };
}

function toContractMedium(
  kind: ContractMedium['kind'],
  evcoId: string | undefined,
  pin?: string,
): ContractMedium | undefined {
  if (evcoId === undefined) return undefined;
  return { kind, evcoId, contract: parseEvcoId(evcoId), ...(pin !== undefined && { pin }) };
}
