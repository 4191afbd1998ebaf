import { contentOfPage, headOfPage, type WirePageNumber } from '../hbs-replies.js';

/** A record of a charging point as HBS sends it, with or without oddities. */
export type WireEvseRecord = Readonly<Record<string, unknown>>;

export interface WirePage {
  readonly status: number;
  readonly body: string;
}

/** A page of records as HBS sends it; members of its head can be exchanged for wrong ones. */
export function aPage(
  records: readonly unknown[],
  page: WirePageNumber,
  exchanged: Readonly<Record<string, unknown>> = {},
): WirePage {
  const content = contentOfPage(records, page);
  const head = { ...headOfPage(records, page), StatusCode: { Code: '000', Description: 'Success' } };
  return { status: 200, body: JSON.stringify({ content, ...head, ...exchanged }) };
}

/** A record with the mandatory members; some members exchanged. */
export function aRecord(evseId: string, exchanged: Readonly<Record<string, unknown>> = {}): WireEvseRecord {
  return {
    deltaType: 'insert',
    lastUpdate: '2026-01-01T00:00:00Z',
    EvseID: evseId,
    OperatorID: 'DE*ABC',
    OperatorName: 'ABC Energy',
    ChargingStationID: evseId,
    ChargingStationNames: [{ lang: 'en', value: 'A station' }],
    Address: {
      Country: 'DEU',
      City: 'Berlin',
      Street: 'Torgauer Strasse',
      PostalCode: '10829',
      HouseNum: '12',
    },
    GeoCoordinates: { Google: { Coordinates: '52.480495 13.356465' } },
    Plugs: ['Type 2 Outlet'],
    ChargingFacilities: [{ PowerType: 'AC_3_PHASE', Power: 22 }],
    RenewableEnergy: true,
    CalibrationLawDataAvailability: 'Not Available',
    AuthenticationModes: ['NFC RFID Classic', 'REMOTE'],
    PaymentOptions: ['Contract'],
    ValueAddedServices: ['None'],
    Accessibility: 'Free publicly accessible',
    HotlinePhoneNumber: '+493012345',
    IsOpen24Hours: true,
    IsHubjectCompatible: true,
    DynamicInfoAvailable: 'true',
    ...exchanged,
  };
}
