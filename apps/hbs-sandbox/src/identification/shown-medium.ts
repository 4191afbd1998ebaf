import { BadRequestException } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import type { WireIdentification } from '../cdrs/wire-cdr.js';

/** What a driver shows to a charging station. Anything goes: the sandbox must be able to send what careless operators send. */
export class ShownMedium {
  /** The UID of a card. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly uid?: string;

  /** The EvcoID behind a QR code; its PIN beside it. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly qr?: string;

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
 * What is shown; `undefined` for nothing.
 * @throws {BadRequestException} for more than one medium
 */
export function toIdentification({
  uid,
  qr,
  pin,
  plugAndCharge,
}: ShownMedium): WireIdentification | undefined {
  if ([uid, qr, plugAndCharge].filter((each) => each !== undefined).length > 1) {
    throw new BadRequestException('show one medium: uid, or qr with pin, or plugAndCharge');
  }
  if (uid !== undefined) return { RFIDMifareFamilyIdentification: { UID: uid } };
  if (qr !== undefined)
    return { QRCodeIdentification: { EvcoID: qr, ...(pin !== undefined && { PIN: pin }) } };
  return plugAndCharge === undefined ? undefined : { PlugAndChargeIdentification: { EvcoID: plugAndCharge } };
}

/** As it stands in notifications and records, where nobody needs a PIN. */
export function omitPin(identification: WireIdentification): WireIdentification {
  if (!('QRCodeIdentification' in identification)) return identification;
  return { QRCodeIdentification: { EvcoID: identification.QRCodeIdentification.EvcoID } };
}
