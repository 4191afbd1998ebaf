import { BadRequestException } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import type { WireIdentification } from '../cdrs/wire-cdr.js';

/** What a driver shows to a charging station. Not validated: the sandbox must be able to send what careless operators send. */
export class ShownMedium {
  /** The UID of a card. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly uid?: string;

  /** The EvcoID of a QR code. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly qr?: string;

  /** The PIN of a QR code. */
  @IsOptional()
  @IsString()
  readonly pin?: string;

  /** The EvcoID in a car's contract certificate. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly plugAndCharge?: string;
}

/**
 * The medium that is shown; `undefined` for none.
 *
 * @throws {BadRequestException} for more than one medium
 */
export function toIdentification({
  uid,
  qr,
  pin,
  plugAndCharge,
}: ShownMedium): WireIdentification | undefined {
  if ([uid, qr, plugAndCharge].filter((each) => each !== undefined).length > 1) {
    throw new BadRequestException('Give only one medium: uid, or qr with pin, or plugAndCharge.');
  }
  if (uid !== undefined) return { RFIDMifareFamilyIdentification: { UID: uid } };
  if (qr !== undefined)
    return { QRCodeIdentification: { EvcoID: qr, ...(pin !== undefined && { PIN: pin }) } };
  return plugAndCharge === undefined ? undefined : { PlugAndChargeIdentification: { EvcoID: plugAndCharge } };
}

/** The identification as in notifications and records, which have no PIN. */
export function omitPin(identification: WireIdentification): WireIdentification {
  if (!('QRCodeIdentification' in identification)) return identification;
  return { QRCodeIdentification: { EvcoID: identification.QRCodeIdentification.EvcoID } };
}
