import { parseEvcoId, type EvcoId } from '../identifiers/evco-id.js';
import { uidKey } from '../identifiers/uid.js';
import type { ReceivedIdentification } from './identification.js';

/** A card. */
export interface RfidMedium {
  readonly kind: 'rfid';
  /** As it arrived. */
  readonly uid: string;
  /** To look it up by; `undefined` if it is no UID. */
  readonly uidKey: string | undefined;
}

/** A contract shown as a QR code with PIN, by Plug & Charge, or by an app of ours. */
export interface ContractMedium {
  readonly kind: 'qr' | 'plugAndCharge' | 'remote';
  /** As it arrived. */
  readonly evcoId: string;
  /** What it means; `undefined` if it is no EvcoID. */
  readonly contract: EvcoId | undefined;
  /** Plain, with kind `qr` only, and even there it can be missing. */
  readonly pin?: string;
}

export type SingleMedium = RfidMedium | ContractMedium;

/**
 * What a driver identified with. Real payloads name exactly one medium; `several` and `none` are what a partner's
 * mistake looks like, and nobody should guess which of several was meant.
 */
export type Medium =
  | SingleMedium
  | { readonly kind: 'several'; readonly media: readonly SingleMedium[] }
  | { readonly kind: 'none' };

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
