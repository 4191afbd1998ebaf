/** A charge detail record as an operator writes it. Energies are kilowatt-hours with three decimals. */
export interface WireCdr {
  readonly SessionID: string;
  readonly CPOPartnerSessionID: string | null;
  readonly EMPPartnerSessionID: string | null;
  readonly PartnerProductID: string | null;
  readonly EvseID: string;
  readonly Identification: WireIdentification;
  readonly SessionStart: string;
  readonly ChargingStart: string;
  readonly ChargingEnd: string;
  readonly SessionEnd: string;
  readonly MeterValueStart: number | string | null;
  readonly MeterValueEnd: number | string | null;
  readonly MeterValueInBetween: { readonly meterValues: readonly number[] } | null;
  readonly ConsumedEnergy: number | string;
  readonly SignedMeteringValues: readonly WireSignedValue[] | null;
  readonly CalibrationLawVerificationInfo: null;
}

/** A signed value of a meter, as an operator writes it. */
export interface WireSignedValue {
  readonly SignedMeteringValue: string;
  readonly MeteringStatus: 'Start' | 'Progress' | 'End';
}

/** How a driver was identified, as an operator or HBS writes it. */
export type WireIdentification =
  | { readonly RFIDMifareFamilyIdentification: { readonly UID: string } }
  | { readonly RemoteIdentification: { readonly EvcoID: string } }
  | { readonly PlugAndChargeIdentification: { readonly EvcoID: string } }
  | { readonly QRCodeIdentification: { readonly EvcoID: string; readonly PIN?: string } };

/** Watt-hours as kilowatt-hours with three decimals: the nearest double prints exactly those. */
export function toKilowattHours(wattHours: number): number {
  return Number((wattHours / 1_000).toFixed(3));
}
