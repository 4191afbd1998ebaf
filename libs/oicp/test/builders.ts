/** A conformant AuthorizeStart as HBS really sends it: one medium, every other field null. */
export function anAuthorizeStart(update: object = {}): object {
  return {
    SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    CPOPartnerSessionID: null,
    EMPPartnerSessionID: null,
    OperatorID: 'DE*ABC',
    EvseID: 'DE*XYZ*ETEST1',
    Identification: {
      RFIDMifareFamilyIdentification: { UID: '1234ABCD' },
      RFIDIdentification: null,
      QRCodeIdentification: null,
      PlugAndChargeIdentification: null,
      RemoteIdentification: null,
    },
    PartnerProductID: null,
    ...update,
  };
}

/** A conformant charge detail record. */
export function aChargeDetailRecord(update: object = {}): object {
  return {
    SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    CPOPartnerSessionID: '1234XYZ',
    EMPPartnerSessionID: '2345ABC',
    PartnerProductID: 'AC 1',
    EvseID: 'DE*XYZ*ETEST1',
    Identification: { RFIDMifareFamilyIdentification: { UID: '1234ABCD' } },
    SessionStart: '2020-09-23T16:10:00+02:00',
    ChargingStart: '2020-09-23T16:15:00+02:00',
    ChargingEnd: '2020-09-23T17:15:00+02:00',
    SessionEnd: '2020-09-23T17:20:00+02:00',
    MeterValueStart: 100.5,
    MeterValueEnd: 110.5,
    ConsumedEnergy: 10,
    ...update,
  };
}

/** A conformant record of a pull. */
export function anEvseDataRecord(update: object = {}): object {
  return {
    EvseID: 'DE*XYZ*ETEST1',
    OperatorID: 'DE*ABC',
    OperatorName: 'ABC technologies',
    ChargingStationNames: [{ lang: 'en', value: 'ABC Charging Station Test' }],
    Address: { Country: 'DEU', City: 'Berlin', Street: 'EUREF CAMPUS', PostalCode: '10829', HouseNum: '22' },
    GeoCoordinates: { Google: { Coordinates: '52.480495 13.356465' } },
    Plugs: ['Type 2 Outlet'],
    ChargingFacilities: [{ PowerType: 'AC_3_PHASE', Voltage: 230, Amperage: 32, Power: 22 }],
    RenewableEnergy: true,
    CalibrationLawDataAvailability: 'Local',
    AuthenticationModes: ['NFC RFID Classic', 'REMOTE'],
    PaymentOptions: ['Contract'],
    ValueAddedServices: ['None'],
    Accessibility: 'Free publicly accessible',
    HotlinePhoneNumber: '+49123123123123',
    IsOpen24Hours: true,
    IsHubjectCompatible: true,
    DynamicInfoAvailable: 'true',
    ...update,
  };
}
