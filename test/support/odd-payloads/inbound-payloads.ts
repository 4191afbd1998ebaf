/** Conformant payloads of everything that HBS sends or answers, with every member of OICP. */

const identifications = [
  { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } },
  {
    RFIDIdentification: {
      UID: '04A1B2C3D4E5F6',
      RFID: 'mifareFamily',
      EvcoID: 'DE-EMP-C12345678-X',
      PrintedNumber: '123',
      ExpiryDate: '2030-01-01T00:00:00Z',
    },
  },
  { QRCodeIdentification: { EvcoID: 'DE-EMP-C12345678-X', PIN: '1234' } },
  { PlugAndChargeIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
  { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
];

const names = {
  SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
  CPOPartnerSessionID: '1234XYZ',
  EMPPartnerSessionID: '2345ABC',
};
const place = { EvseID: 'DE*ABC*E12345*1', OperatorID: 'DE*ABC', PartnerProductID: 'AC 1' };

export const authorizeStarts = identifications.map((Identification) =>
  Object.assign({ Identification }, names, place),
);
export const authorizeStops = identifications.map((Identification) =>
  Object.assign({ Identification, EvseID: 'DE*ABC*E12345*1', OperatorID: 'DE*ABC' }, names),
);

const [card, olderCard, , , remote] = identifications;
const began = { SessionStart: '2026-11-01T10:00:00+01:00', ChargingStart: '2026-11-01T10:01:00+01:00' };
const ended = { ChargingEnd: '2026-11-01T11:01:00+01:00', SessionEnd: '2026-11-01T11:02:00+01:00' };

export const chargingNotifications = [
  { Type: 'Start', ...names, ...place, Identification: card, ...began, MeterValueStart: 100.5 },
  {
    Type: 'Progress',
    ...names,
    ...place,
    Identification: remote,
    ...began,
    MeterValueStart: 100.5,
    EventOccurred: '2026-11-01T10:30:00+01:00',
    ChargingDuration: 1_740_000,
    ConsumedEnergyProgress: 3.5,
    MeterValueInBetween: { meterValues: [101.5, 104] },
  },
  {
    Type: 'End',
    ...names,
    ...place,
    Identification: olderCard,
    ...began,
    ...ended,
    MeterValueStart: 100.5,
    MeterValueEnd: 110.5,
    ConsumedEnergy: 10,
    MeterValueInBetween: { meterValues: [101.5, 104] },
    PenaltyTimeStart: '2026-11-01T12:00:00+01:00',
  },
  {
    Type: 'Error',
    ...names,
    ...place,
    Identification: card,
    ErrorType: 'ConnectorError',
    ErrorAdditionalInfo: 'The plug is loose.',
  },
];

const chargeDetailRecord = {
  ...names,
  PartnerProductID: 'AC 1',
  EvseID: 'DE*ABC*E12345*1',
  ...began,
  ...ended,
  MeterValueStart: 100.5,
  MeterValueEnd: 110.5,
  MeterValueInBetween: { meterValues: [101.5, 104] },
  ConsumedEnergy: 10,
  SignedMeteringValues: [
    { SignedMeteringValue: 'OCMF|{}|{}', MeteringStatus: 'Start' },
    { SignedMeteringValue: 'OCMF|{}|{}', MeteringStatus: 'End' },
  ],
  CalibrationLawVerificationInfo: {
    CalibrationLawCertificateID: 'certificate',
    PublicKey: 'key',
    MeteringSignatureUrl: 'https://example.com',
    MeteringSignatureEncodingFormat: 'OCMF',
    SignedMeteringValuesVerificationInstruction: 'Verify it.',
  },
  HubOperatorID: 'DE*ABC',
  HubProviderID: 'DE-EMP',
};

export const chargeDetailRecords = identifications.map((Identification) =>
  Object.assign({ Identification }, chargeDetailRecord),
);

export const evseDataRecords = [
  {
    deltaType: 'insert',
    lastUpdate: '2026-01-01T00:00:00Z',
    EvseID: 'DE*ABC*E12345*1',
    OperatorID: 'DE*ABC',
    OperatorName: 'ABC technologies',
    ChargingPoolID: 'DE*ABC*P1234*AB',
    ChargingStationID: 'DE*ABC*S1',
    ChargingStationNames: [{ lang: 'en', value: 'A station' }],
    HardwareManufacturer: 'Charger Inc.',
    ChargingStationImage: 'https://example.com/image.png',
    SubOperatorName: 'XYZ',
    Address: {
      Country: 'DEU',
      City: 'Berlin',
      Street: 'EUREF CAMPUS',
      PostalCode: '10829',
      HouseNum: '22',
      Floor: '6OG',
      Region: 'Berlin',
      ParkingFacility: false,
      ParkingSpot: 'E36',
      TimeZone: 'UTC+01:00',
    },
    GeoCoordinates: { Google: { Coordinates: '52.480495 13.356465' } },
    GeoChargingPointEntrance: { DecimalDegree: { Longitude: '13.356465', Latitude: '52.480495' } },
    Plugs: ['Type 2 Outlet', 'CCS Combo 2 Plug (Cable Attached)'],
    DynamicPowerLevel: true,
    ChargingFacilities: [
      { PowerType: 'DC', Voltage: 480, Amperage: 80, Power: 150, ChargingModes: ['Mode_4'] },
    ],
    RenewableEnergy: true,
    EnergySource: [{ Energy: 'Solar', Percentage: 100 }],
    EnvironmentalImpact: { CO2Emission: 30.3, NuclearWaste: 0.1 },
    CalibrationLawDataAvailability: 'Local',
    AuthenticationModes: ['NFC RFID Classic', 'REMOTE'],
    MaxCapacity: 50,
    PaymentOptions: ['Contract'],
    ValueAddedServices: ['Reservation'],
    Accessibility: 'Free publicly accessible',
    AccessibilityLocation: 'OnStreet',
    HotlinePhoneNumber: '+493012345',
    AdditionalInfo: [{ lang: 'en', value: 'Behind the house' }],
    ChargingStationLocationReference: [{ lang: 'en', value: 'The red gate' }],
    IsOpen24Hours: false,
    OpeningTimes: [{ Period: [{ begin: '09:00', end: '18:00' }], on: 'Everyday' }],
    HubOperatorID: 'DE*HUB',
    ClearinghouseID: 'clearing',
    IsHubjectCompatible: true,
    DynamicInfoAvailable: 'true',
  },
];

export const evseStatuses = [
  {
    OperatorID: 'DE*ABC',
    OperatorName: 'ABC technologies',
    EvseStatusRecord: [
      { EvseID: 'DE*ABC*E12345*1', EvseStatus: 'Available' },
      { EvseID: 'DE*ABC*E12345*2', EvseStatus: 'Occupied' },
    ],
  },
];

export const pricingProducts = [
  {
    PricingProductData: [
      {
        OperatorID: 'DE*ABC',
        OperatorName: 'ABC technologies',
        ProviderID: '*',
        PricingDefaultPrice: 0.5,
        PricingDefaultPriceCurrency: 'EUR',
        PricingDefaultReferenceUnit: 'KILOWATT_HOUR',
        PricingProductDataRecords: [
          {
            ProductID: 'AC 1',
            ReferenceUnit: 'KILOWATT_HOUR',
            ProductPriceCurrency: 'EUR',
            PricePerReferenceUnit: 0.39,
            MaximumProductChargingPower: 22,
            IsValid24hours: false,
            ProductAvailabilityTimes: [{ Period: { begin: '09:00', end: '18:00' }, on: 'Everyday' }],
            AdditionalReferences: [
              {
                AdditionalReference: 'PARKING FEE',
                AdditionalReferenceUnit: 'HOUR',
                PricePerAdditionalReferenceUnit: 2,
              },
            ],
          },
        ],
      },
    ],
    StatusCode: { Code: '000', Description: 'Success' },
  },
];

export const evsePricings = [
  {
    EVSEPricing: [
      {
        OperatorID: 'DE*ABC',
        OperatorName: 'ABC technologies',
        EVSEPricing: [{ EvseID: 'DE*ABC*E12345*1', ProviderID: '*', EvseIDProductList: ['AC 1'] }],
      },
    ],
    StatusCode: { Code: '000', Description: 'Success' },
  },
];

export const acknowledgements = [
  { Result: true, StatusCode: { Code: '000', Description: 'Success', AdditionalInfo: 'Done.' }, ...names },
  { Result: false, StatusCode: { Code: '210', Description: 'No active subscription', AdditionalInfo: null } },
];

/** Of every message: a partner may write a member of one into another. */
export const everyInbound: readonly object[] = [
  ...authorizeStarts,
  ...chargingNotifications,
  ...chargeDetailRecords,
  ...evseDataRecords,
  ...evseStatuses,
  ...pricingProducts,
  ...evsePricings,
  ...acknowledgements,
];
