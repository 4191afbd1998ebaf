/** Findings of the census that are as they should be. */
export interface Deliberate {
  readonly because: string;
  /** Numbers in `docs/oicp-differences.md`, where the same is said in full. */
  readonly difference?: number;
  readonly narrowPlace?: number;
  readonly findings: readonly string[];
}

/** One that the census does not find any more fails a test, as does a finding that is not here. */
export const deliberate: readonly Deliberate[] = [
  // Names
  {
    because: 'The specification, and HBS, name the filter so.',
    difference: 6,
    findings: ['emp: eRoamingGetChargeDetailRecords/CDRForwarder is named CDRForwarded here'],
  },
  {
    because:
      'The specification names the list so; the other name is read as well, and an EMP never writes it.',
    difference: 10,
    findings: ['emp: eRoamingEVSEPricing/EVSEPricing is named OperatorEVSEPricing here'],
  },
  {
    because: 'The specification names the list so; the other name is read as well.',
    difference: 12,
    findings: [
      'emp and cpo: PricingProductDataRecord/ProductAvailabilityTimes/[]/Periods is named Period here',
    ],
  },
  {
    because: 'The EMP specification spells it so; the other spelling is read as well.',
    difference: 14,
    findings: [
      'cpo: EvseDataRecord/ChargingStationId is named ChargingStationID here',
      'emp: PullEvseDataRecord/ChargingStationId is named ChargingStationID here',
    ],
  },
  {
    because: 'Both specifications and the CPO’s document spell it so; the other spelling is read as well.',
    difference: 15,
    findings: ['emp: eRoamingChargeDetailRecord/HubProviderId is named HubProviderID here'],
  },
  {
    because: 'The specification spells it so in every message.',
    difference: 16,
    findings: [
      'emp and cpo: eRoamingAuthorizeRemoteReservationStart/EMPPartnerSessionId is named EMPPartnerSessionID here',
      'emp and cpo: eRoamingAuthorizeRemoteReservationStop/EMPPartnerSessionId is named EMPPartnerSessionID here',
    ],
  },

  // Members of one side only
  {
    because: 'Every page of HBS has them, only GetChargeDetailRecords declares them.',
    difference: 39,
    findings: [
      'emp: eRoamingEVSEData/empty is declared here only',
      'emp: eRoamingEVSEData/pageable is declared here only',
    ],
  },

  // Demands
  {
    because: 'HBS sends null when all is well.',
    difference: 8,
    findings: ['emp: eRoamingChargeDetailRecords StatusCode is mandatory there only'],
  },
  {
    because: 'HBS assigns the SessionID of a remote start.',
    difference: 17,
    findings: ['emp and cpo: eRoamingAuthorizeRemoteStart SessionID is mandatory there only'],
  },
  {
    because: 'The specification has it optional, and a notification is not worth less without it.',
    difference: 18,
    findings: ['End', 'Error', 'Progress', 'Start'].map(
      (type) => `emp and cpo: eRoamingChargingNotification${type} OperatorID is mandatory there only`,
    ),
  },
  {
    because:
      'An authorisation by QR code carries the plain PIN; the document has one type for it and for uploads.',
    difference: 30,
    findings: ['emp and cpo: QRCodeIdentification PIN is mandatory here only'],
  },

  // Forms
  {
    because: 'The pattern lets a pipe through, the texts do not.',
    difference: 22,
    findings: [
      'emp and cpo: EvcoID takes less here than the pattern',
      'emp and cpo: ProviderID takes less here than the pattern',
      'emp and cpo: ProviderIDAsterisk takes less here than the pattern',
    ],
  },
  {
    because: 'Prices for every EMP are for `*`, as the document says of their products.',
    difference: 47,
    findings: ['less', 'more'].map(
      (many) =>
        `emp: OperatorEVSEPricing/EVSEPricing/[]/ProviderID (ProviderID) takes ${many} here than the pattern`,
    ),
  },
  {
    because: 'The pattern is not anchored: anything around what it asks for would do.',
    difference: 23,
    findings: [
      'emp and cpo: ChargingPoolID takes less here than the pattern',
      ...['OpeningTimes/Period', 'PricingProductDataRecord/ProductAvailabilityTimes/[]/Periods'].flatMap(
        (periods) =>
          ['begin', 'end'].map(
            (name) => `emp and cpo: ${periods}/[]/${name} takes less here than the pattern`,
          ),
      ),
    ],
  },
  {
    because: 'The pattern does not need anything between latitude and longitude.',
    difference: 24,
    findings: ['emp and cpo: GeoCoordinates/Google/Coordinates takes less here than the pattern'],
  },
  {
    because: 'The pattern takes latitudes up to 199°, and longitudes as large; the earth ends before.',
    findings: ['DecimalDegree', 'DegreeMinuteSeconds'].flatMap((notation) =>
      ['Latitude', 'Longitude'].map(
        (name) => `emp and cpo: GeoCoordinates/${notation}/${name} takes less here than the pattern`,
      ),
    ),
  },
  {
    because: 'The pattern lets a comma through as a sign, and is not anchored.',
    difference: 26,
    findings: ['emp and cpo: AddressIso19773/TimeZone takes less here than the pattern'],
  },
  {
    because: 'ISO 3166-1 alpha-3, as both specifications say.',
    findings: [
      'cpo: AddressIso19773/Country must have a form here',
      'emp: CountryCode must have a form here',
    ],
  },
  {
    because: 'ISO 4217, as the description of the type says.',
    findings: ['emp and cpo: CurrencyID must have a form here'],
  },
  {
    because: 'The codes, and the units, are listed in the description of the type only.',
    findings: [
      'emp and cpo: ReferenceUnit lists HOUR, KILOWATT_HOUR, MINUTE here',
      'emp and cpo: StatusCode/Code must have a form here',
    ],
  },
  {
    because: 'The specification says date and time.',
    findings: ['emp and cpo: RFIDIdentification/ExpiryDate must have a form here'],
  },

  // Limits
  {
    because: 'The specification says 20 characters.',
    difference: 37,
    findings: ['emp and cpo: QRCodeIdentification/PIN allows 20 characters here, any number there'],
  },
  {
    because: 'The specification says 100 characters.',
    difference: 37,
    findings: [
      'emp: eRoamingEVSEStatus/EvseStatuses/OperatorEvseStatus/[]/OperatorName allows 100 characters here, any number there',
    ],
  },
  {
    because: 'An integer up to 999 in both specifications and in the CPO’s document.',
    difference: 25,
    narrowPlace: 3,
    findings: [
      'emp: ChargingFacility/Power allows 0 as the smallest here, any number there',
      'emp: ChargingFacility/Power allows 999 as the largest here, any number there',
      'emp: ChargingFacility/Power is whole here',
    ],
  },
  {
    because: 'The specification says ten.',
    narrowPlace: 11,
    findings: [
      'emp and cpo: eRoamingChargeDetailRecord/SignedMeteringValues allows 10 entries here, any number there',
    ],
  },
  {
    because: 'The specification says three decimal places.',
    narrowPlace: 12,
    findings: [
      'ChargeDetailRecord/ConsumedEnergy',
      'ChargeDetailRecord/MeterValueEnd',
      'ChargeDetailRecord/MeterValueInBetween/meterValues/[]',
      'ChargeDetailRecord/MeterValueStart',
      'ChargingNotificationEnd/ConsumedEnergy',
      'ChargingNotificationEnd/MeterValueEnd',
      'ChargingNotificationEnd/MeterValueInBetween/meterValues/[]',
      'ChargingNotificationEnd/MeterValueStart',
      'ChargingNotificationProgress/ConsumedEnergyProgress',
      'ChargingNotificationProgress/MeterValueInBetween/meterValues/[]',
      'ChargingNotificationProgress/MeterValueStart',
      'ChargingNotificationStart/MeterValueStart',
    ].map((place) => `emp and cpo: eRoaming${place} has a limit of decimal places here`),
  },
  {
    because: 'Time does not run backwards.',
    findings: [
      'emp and cpo: eRoamingChargingNotificationProgress/ChargingDuration allows 0 as the smallest here, any number there',
    ],
  },
  {
    because: 'The specification says four digits and one decimal place, in kilometres.',
    findings: ['eRoamingPullEVSEData', 'eRoamingPullEVSEStatus'].flatMap((message) =>
      [
        'allows 0 as the smallest here, any number there',
        'allows 9999 as the largest here, any number there',
        'has a limit of decimal places here',
      ].map((finding) => `emp: ${message}/SearchCenter/Radius ${finding}`),
    ),
  },
  {
    because:
      'Mandatory lists that say nothing when empty: a station has a name, and a charging point a plug.',
    findings: ['cpo: EvseDataRecord', 'emp: PullEvseDataRecord'].flatMap((record) =>
      ['ChargingStationNames', 'Plugs'].map((name) => `${record}/${name} may not be empty here`),
    ),
  },
];
