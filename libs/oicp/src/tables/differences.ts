/** A place where two documents of Hubject differ, or where HBS differs from them. */
export interface Difference {
  /** What it is about, a heading. */
  readonly about: string;
  /** What each source says. */
  readonly says: readonly (readonly [source: string, statement: string])[];
  /** What this library does. */
  readonly choice: string;
}

/**
 * Numbered by position, from 1; other places quote the numbers, so add new ones at the end. Sources: the EMP and CPO
 * specifications of OICP 2.3 with their examples, the OpenAPI documents of both roles, Hubject's support article on
 * setting up an EMP ("article"), its Acceptable Use Policy ("policy"), and the observed behaviour of HBS ("HBS").
 */
export const differences: readonly Difference[] = [
  {
    about: 'The operator filter of PullEvseData',
    says: [
      ['EMP specification', '`OperatorIds` as the name, `OperatorIDs` in the text about LastCall'],
      ['OpenAPI', '`OperatorIds`'],
      ['HBS', 'silently ignores `OperatorIDs`'],
    ],
    choice: 'Writes `OperatorIds`, reads any spelling.',
  },
  {
    about: 'The operator filter of the pricing pulls',
    says: [['EMP specification, OpenAPI', '`OperatorIDs`, mandatory']],
    choice: 'Writes `OperatorIDs`, unlike PullEvseData.',
  },
  {
    about: 'The paths of the three status pulls',
    says: [
      ['EMP specification', '`status-records`, `status-records-by-id`, `status-records-by-operator-id`'],
      ['OpenAPI', '`status-records` for all three'],
    ],
    choice: 'Calls the specification’s paths; the other one is listed as an alternative.',
  },
  {
    about: 'The envelope of PullEvseStatusByID',
    says: [
      [
        'EMP specification',
        'a table with `EvseStatuses`, an example with `EVSEStatusRecords.EvseStatusRecord`',
      ],
      ['OpenAPI', '`EVSEStatusRecords.EvseStatusRecord`'],
    ],
    choice: 'Has an answer of its own for it, with `EVSEStatusRecords`.',
  },
  {
    about: 'The status filter of PullEvseStatus',
    says: [
      ['EMP specification, OpenAPI schema', '`EVSEStatus`'],
      ['both documents’ examples', '`EvseStatus`'],
    ],
    choice: 'Writes `EVSEStatus`, reads any spelling.',
  },
  {
    about: 'The forwarding filter of GetChargeDetailRecords',
    says: [
      ['EMP specification, OpenAPI example', '`CDRForwarded`'],
      ['OpenAPI schema', '`CDRForwarder`'],
    ],
    choice: 'Writes `CDRForwarded`, reads both.',
  },
  {
    about: 'The operator filter of GetChargeDetailRecords',
    says: [
      ['EMP specification, table; OpenAPI', 'one `OperatorID`'],
      ['EMP specification, example', 'a list'],
    ],
    choice: 'Writes one, reads a list of one as well.',
  },
  {
    about: 'The status code of a successful GetChargeDetailRecords',
    says: [
      ['OpenAPI', 'mandatory'],
      ['EMP specification, example; HBS', '`null`'],
    ],
    choice: 'Does not require it.',
  },
  {
    about: 'Meter values in between',
    says: [
      ['EMP specification, table', 'a list of numbers'],
      ['EMP specification, example; OpenAPI', 'an object with the list `meterValues`'],
    ],
    choice: 'Writes the object, reads both.',
  },
  {
    about: 'The list in the answer of PullEVSEPricing',
    says: [
      ['EMP specification, table', '`OperatorEVSEPricing`'],
      ['EMP specification, example; OpenAPI', '`EVSEPricing`'],
    ],
    choice: 'Names it `OperatorEVSEPricing`, reads both.',
  },
  {
    about: 'The products of a charging point',
    says: [
      ['EMP specification, table', '`EvseIDProductList` holds objects with a `ProductID`'],
      ['EMP specification, example; OpenAPI', 'it holds plain texts'],
    ],
    choice: 'Returns texts, reads both.',
  },
  {
    about: 'The periods of a pricing product',
    says: [
      ['EMP specification', '`Period`'],
      ['OpenAPI', '`Periods`, a list'],
    ],
    choice: 'Names the list `Period`, reads both.',
  },
  {
    about: 'The day of opening times',
    says: [
      ['EMP specification, table', '`On`'],
      ['CPO specification, examples, OpenAPI', '`on`'],
    ],
    choice: 'Names it `on`, reads both.',
  },
  {
    about: 'The ID of a charging station',
    says: [
      ['EMP specification, examples', '`ChargingStationID`'],
      ['CPO specification, OpenAPI schema', '`ChargingStationId`'],
    ],
    choice: 'Names it `ChargingStationID`, reads both.',
  },
  {
    about: 'The hub provider of a charge detail record',
    says: [
      ['both specifications, CPO OpenAPI', '`HubProviderID`'],
      ['EMP OpenAPI', '`HubProviderId`'],
    ],
    choice: 'Names it `HubProviderID`, reads both.',
  },
  {
    about: 'The EMP’s session ID in reservations',
    says: [
      ['EMP specification', '`EMPPartnerSessionID`'],
      ['OpenAPI', '`EMPPartnerSessionId`'],
    ],
    choice: 'Writes `EMPPartnerSessionID`, reads both.',
  },
  {
    about: 'The SessionID of a remote start',
    says: [
      ['EMP specification', 'optional, and best left empty: HBS assigns it'],
      ['OpenAPI', 'mandatory'],
    ],
    choice: 'Optional.',
  },
  {
    about: 'The OperatorID of charging notifications',
    says: [
      ['EMP specification', 'optional, and absent from Error'],
      ['OpenAPI', 'mandatory in all four'],
    ],
    choice: 'Optional.',
  },
  {
    about: 'The error types of charging notifications',
    says: [
      ['EMP specification, OpenAPI', '`ConnectorError`, `CriticalError`'],
      ['CPO specification, EMP example', '`Connector Error`, `Critical Error`'],
    ],
    choice: 'Names them without blank, reads both.',
  },
  {
    about: 'The characters of a hashed PIN',
    says: [
      ['EMP specification', 'letters and digits, which no bcrypt value satisfies'],
      ['CPO specification, OpenAPI', 'also `.`, `+`, `/`, `=`, `$` and `\\`'],
    ],
    choice: 'Writes bcrypt values.',
  },
  {
    about: 'Small letters in EvseIDs',
    says: [
      ['EMP specification', 'not allowed'],
      ['OpenAPI', 'allowed'],
    ],
    choice: 'Allowed, because an EvseID is sent back in its original form; but see 46.',
  },
  {
    about: 'The pipe in EvcoIDs and ProviderIDs',
    says: [
      ['all patterns', '`[\\*|\\-]` and `[\\d|X]` allow `|` as separator and as check digit'],
      ['all texts', 'the separators are `*` and `-`, the check digit is a digit or `X`'],
    ],
    choice: 'Reports a pipe.',
  },
  {
    about: 'The pattern of ChargingPoolIDs',
    says: [['all documents', 'not anchored: every text that contains a ChargingPoolID matches']],
    choice: 'The whole text must match.',
  },
  {
    about: 'The pattern of Google coordinates',
    says: [
      ['all patterns', 'no separator needed: `47.6622499.360922` matches'],
      ['all texts', 'a blank between latitude and longitude'],
    ],
    choice: 'A blank or a comma must separate them.',
  },
  {
    about: 'The power of a charging facility',
    says: [
      ['both specifications', 'an integer of three digits'],
      ['CPO OpenAPI', 'an integer up to 999'],
      ['EMP OpenAPI', 'any number'],
    ],
    choice: 'An integer up to 999; a larger value is retained and reported.',
  },
  {
    about: 'The pattern of time zones',
    says: [['all documents', '`[+,-]` also allows a comma']],
    choice: 'Plus or minus.',
  },
  {
    about: 'What LastCall and CountryCodes can be combined with',
    says: [
      ['EMP specification', 'LastCall not with SearchCenter, CountryCodes, OperatorIds'],
      ['article', 'also CountryCodes not with SearchCenter or OperatorIds'],
      ['both documents’ examples', 'all four at once'],
    ],
    choice: 'Refuses to write what the article forbids.',
  },
  {
    about: 'How many media identify a driver',
    says: [
      ['all texts', 'exactly one of five'],
      ['nearly all examples', 'all five at once'],
    ],
    choice: 'Exactly one; several are reported and none is chosen.',
  },
  {
    about: 'How many notations a place has',
    says: [
      ['all texts', 'exactly one of three'],
      ['the examples of the pulls', 'all three at once'],
    ],
    choice: 'Exactly one; several are reported.',
  },
  {
    about: 'The PIN of an authorisation',
    says: [
      ['EMP specification, text', '`PIN` is required and `HashedPIN` must be null'],
      ['both documents’ examples', 'both'],
    ],
    choice: 'Reports a hash in an authorisation.',
  },
  {
    about: 'RFIDIdentification in authorisations',
    says: [
      ['EMP specification, text', 'must not be used; cards are sent as RFIDMifareFamilyIdentification'],
      ['both documents’ examples', 'used'],
    ],
    choice: 'Reports it, and reads it.',
  },
  {
    about: 'The media of a remote start',
    says: [
      ['EMP specification, text', 'RemoteIdentification only'],
      ['both documents’ examples', 'all five'],
    ],
    choice: 'Writes RemoteIdentification only.',
  },
  {
    about: 'The records of PushAuthenticationData',
    says: [
      ['EMP specification, OpenAPI schema', 'everything is within `Identification`'],
      ['OpenAPI example', 'four media are next to `Identification`'],
    ],
    choice: 'Within; fields next to it are unknown fields.',
  },
  {
    about: 'The example of PullPricingProductData’s answer',
    says: [['EMP specification', 'shows an acknowledgement instead of pricing products']],
    choice: 'Expects pricing products; an acknowledgement is read as a refusal or as an unreadable answer.',
  },
  {
    about: 'Examples that break their own patterns',
    says: [
      [
        'EMP specification',
        'UIDs of nine digits (`12345ABCD`) or with letters beyond F (`AFFH1768`), SessionID `string`',
      ],
    ],
    choice: 'Reports them.',
  },
  {
    about: 'The name of the acknowledgement',
    says: [
      ['specifications', 'eRoamingAcknowledgement'],
      ['OpenAPI', 'eRoamingAcknowledgment'],
    ],
    choice: 'The specification’s; the name is never sent.',
  },
  {
    about: 'The lengths of texts',
    says: [
      ['specifications', 'a length for most texts'],
      ['OpenAPI', '`maximum`, which has no meaning for texts'],
    ],
    choice: 'The specification’s lengths.',
  },
  {
    about: 'Misspelt field names',
    says: [['CPO specification', '`Coordinatea` for `Coordinates`, `Charging Modes` for `ChargingModes`']],
    choice: 'Reads them, writes the correct ones.',
  },
  {
    about: 'The fields of a page',
    says: [
      ['OpenAPI, GetChargeDetailRecords', '`pageable` and `empty` besides the others'],
      ['EMP specification', 'neither'],
    ],
    choice: 'Knows both, on every page.',
  },
  {
    about: 'Calls of PullEvseData per minute',
    says: [
      ['article', '25'],
      ['policy', '100'],
    ],
    choice: '25.',
  },
  {
    about: 'How long HBS waits for a CPO on a remote start or stop',
    says: [
      ['article', '40 s'],
      ['newer guide', '60 s'],
      ['OpenAPI', 'best practice below 10 s'],
    ],
    choice: 'Waits 65 s for HBS, to receive its own answer in every case.',
  },
  {
    about: 'The version in the path of a forwarded charge detail record',
    says: [
      ['EMP specification, OpenAPI', '`v22`'],
      ['observed in practice', 'also `v21`'],
    ],
    choice: 'Both.',
  },
  {
    about: 'Encoding',
    says: [
      ['specifications', 'every message is UTF-8'],
      ['HBS', 'declares ISO-8859-1 on some answers'],
    ],
    choice: 'Writes UTF-8; reads UTF-8 wherever the bytes are valid UTF-8, otherwise ISO-8859-1.',
  },
  {
    about: 'What HBS answers in case of errors',
    says: [
      ['EMP specification', 'an acknowledgement'],
      ['HBS', 'a bare status code with HTTP 400 to 500, a list of wrong fields, or the HTML of a proxy'],
    ],
    choice: 'Reads all of them.',
  },
  {
    about: 'The result in the answer to AuthorizeStop',
    says: [
      ['EMP specification, table; OpenAPI', 'no `Result`'],
      ['EMP specification, example', '`Result: true`'],
    ],
    choice: 'Writes none.',
  },
  {
    about: 'Capitals that every pattern requires',
    says: [
      [
        'all patterns',
        'the `E` of an EvseID, the `C` of an EvcoID, the `P` of a ChargingPoolID and the check digit `X` are capitals, whatever the case of the rest',
      ],
      ['in practice', 'either case'],
    ],
    choice:
      'Reads and reports either; writes an identifier that does not fit the pattern in capitals, and every other unchanged.',
  },
  {
    about: 'The provider for whom the products of a charging point are',
    says: [
      ['EMP OpenAPI', 'a ProviderID'],
      ['EMP OpenAPI on products; CPO OpenAPI on both', 'a ProviderID, or `*` for all'],
    ],
    choice: 'Reads `*` in both.',
  },
  {
    about: 'Times of day',
    says: [['all patterns', 'any two digits twice: `25:00` matches']],
    choice: 'Reports impossible times; `24:00` may end a day.',
  },
];
