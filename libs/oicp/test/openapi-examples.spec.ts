import { describe, expect, it } from '@jest/globals';
import { Message, NotConformantError } from '../src/message.js';
import { acknowledgement } from '../src/messages/acknowledgement.js';
import {
  authorizeRemoteStart,
  authorizeRemoteStop,
  remoteReservationStart,
  remoteReservationStop,
} from '../src/messages/authorize-remote.js';
import { authorizationStart, authorizeStart } from '../src/messages/authorize-start.js';
import { authorizationStop, authorizeStop } from '../src/messages/authorize-stop.js';
import { chargeDetailRecord } from '../src/messages/charge-detail-record.js';
import { chargingNotification } from '../src/messages/charging-notification.js';
import {
  pushEvseData,
  pushEvsePricing,
  pushEvseStatus,
  pushPricingProductData,
} from '../src/messages/cpo-uploads.js';
import { chargeDetailRecords, getChargeDetailRecords } from '../src/messages/get-charge-detail-records.js';
import { pullEvseData } from '../src/messages/pull-evse-data.js';
import {
  evseStatuses,
  evseStatusesById,
  pullEvseStatus,
  pullEvseStatusById,
  pullEvseStatusByOperatorId,
} from '../src/messages/pull-evse-status.js';
import { evsePricing, pullEvsePricing, pullPricingProductData } from '../src/messages/pull-pricing.js';
import { pushAuthenticationData } from '../src/messages/push-authentication-data.js';
import { Inspection } from '../src/schema/inspection.js';
import type { Kind } from '../src/schema/kind.js';
import type { RecordReading } from '../src/schema/records.js';
import type { Violation } from '../src/schema/violation.js';
import { address } from '../src/types/address.js';
import { accessibility, paymentOption, plug } from '../src/types/evse-properties.js';
import { geoCoordinates } from '../src/types/geo-coordinates.js';
import { identification } from '../src/types/identification.js';
import {
  chargingPoolId,
  evcoId,
  evseId,
  operatorId,
  productId,
  providerId,
  sessionId,
  uid,
} from '../src/types/identifiers.js';
import { openingTimes } from '../src/types/opening-times.js';
import { pricingProduct, pricingProductData } from '../src/types/pricing.js';
import { statusCodeType } from '../src/types/status-code.js';
import { hasTestData, needsTestData, testData } from './test-data.js';

/** The kind that a step into a declaration leads to. */
const within = (kind: Kind<unknown>, ...names: readonly string[]): Kind<unknown> =>
  names.reduce((here, name) => {
    const field = here.fieldNamed?.(name) ?? here.entry?.fieldNamed?.(name);
    return field!.kind;
  }, kind);

/** By the names of the OpenAPI documents' components. */
const kinds: Readonly<Record<string, Kind<unknown>>> = {
  SessionID: sessionId,
  OperatorID: operatorId,
  EvseID: evseId,
  UID: uid,
  EvcoID: evcoId,
  ProviderID: providerId,
  ProviderIDAsterisk: within(pricingProductData, 'ProviderID'),
  ChargingPoolID: chargingPoolId,
  ProductID: productId,
  StatusCode: statusCodeType,
  AddressIso19773: address,
  GeoCoordinates: geoCoordinates,
  OpeningTimes: openingTimes,
  Accessibility: accessibility,
  Plug: plug,
  PaymentOption: paymentOption,
  CurrencyID: within(pricingProduct, 'ProductPriceCurrency'),
  ReferenceUnit: within(pricingProduct, 'ReferenceUnit'),
  ChargingNotificationType: within(chargingNotification.kind, 'Type'),
  RFIDMifareFamilyIdentification: within(identification, 'RFIDMifareFamilyIdentification'),
  RFIDIdentification: within(identification, 'RFIDIdentification'),
  QRCodeIdentification: within(identification, 'QRCodeIdentification'),
  PlugAndChargeIdentification: within(identification, 'PlugAndChargeIdentification'),
  RemoteIdentification: within(identification, 'RemoteIdentification'),
  eRoamingAcknowledgment: acknowledgement.kind,
  eRoamingAuthorizeStart: authorizeStart.kind,
  eRoamingAuthorizationStart: authorizationStart.kind,
  eRoamingAuthorizeStop: authorizeStop.kind,
  eRoamingAuthorizationStop: authorizationStop.kind,
  eRoamingAuthorizeRemoteStart: authorizeRemoteStart.kind,
  eRoamingAuthorizeRemoteStop: authorizeRemoteStop.kind,
  eRoamingAuthorizeRemoteReservationStart: remoteReservationStart.kind,
  eRoamingAuthorizeRemoteReservationStop: remoteReservationStop.kind,
  eRoamingChargeDetailRecord: chargeDetailRecord.kind,
  eRoamingGetChargeDetailRecords: getChargeDetailRecords.kind,
  eRoamingChargeDetailRecords: chargeDetailRecords.kind,
  eRoamingChargingNotificationStart: chargingNotification.kind,
  eRoamingChargingNotificationProgress: chargingNotification.kind,
  eRoamingChargingNotificationEnd: chargingNotification.kind,
  eRoamingChargingNotificationError: chargingNotification.kind,
  eRoamingPushAuthenticationData: pushAuthenticationData.kind,
  eRoamingPullEVSEData: pullEvseData.kind,
  eRoamingPullEVSEStatus: pullEvseStatus.kind,
  eRoamingPullEVSEStatusByID: pullEvseStatusById.kind,
  eRoamingPullEVSEStatusByOperatorID: pullEvseStatusByOperatorId.kind,
  eRoamingEVSEStatus: evseStatuses.kind,
  eRoamingEVSEStatusByID: evseStatusesById.kind,
  eRoamingPullPricingProductData: pullPricingProductData.kind,
  eRoamingPullEVSEPricing: pullEvsePricing.kind,
  eRoamingEVSEPricing: evsePricing.kind,
  eRoamingPushEvseData: pushEvseData.kind,
  eRoamingPushEvseStatus: pushEvseStatus.kind,
  eRoamingPushPricingProductData: pushPricingProductData.kind,
  eRoamingPushEVSEPricing: pushEvsePricing.kind,
};

const fiveMediaInAnAuthorisation = [
  'not-here /Identification/QRCodeIdentification/HashedPIN',
  'several-given /Identification',
  'not-here /Identification/RFIDIdentification',
];
const fiveMediaInARemoteStart = [
  'several-given /Identification',
  'not-here /Identification/RFIDMifareFamilyIdentification',
  'not-here /Identification/RFIDIdentification',
  'not-here /Identification/QRCodeIdentification',
  'not-here /Identification/PlugAndChargeIdentification',
];
const beside = '/ProviderAuthenticationData/AuthenticationDataRecord/0';

/** The examples that are not conformant themselves, and what is wrong with them. */
const wrongExamples: Readonly<Record<string, readonly string[]>> = {
  eRoamingAuthorizeStart: fiveMediaInAnAuthorisation,
  eRoamingAuthorizeStop: [...fiveMediaInAnAuthorisation, 'unknown-field /PartnerProductID'],
  eRoamingAuthorizationStart: [
    'several-given /AuthorizationStopIdentifications/0',
    'not-here /AuthorizationStopIdentifications/0/RFIDIdentification',
  ],
  eRoamingAuthorizeRemoteStart: fiveMediaInARemoteStart,
  eRoamingAuthorizeRemoteReservationStart: fiveMediaInARemoteStart,
  eRoamingChargeDetailRecord: ['several-given /Identification'],
  eRoamingChargeDetailRecords: ['several-given /content/0/Identification'],
  eRoamingPushAuthenticationData: [
    `unknown-field ${beside}/QRCodeIdentification`,
    `unknown-field ${beside}/PlugAndChargeIdentification`,
    `unknown-field ${beside}/RemoteIdentification`,
    `unknown-field ${beside}/RFIDIdentification`,
  ],
  eRoamingPullEVSEData: [
    'several-given /SearchCenter/GeoCoordinates',
    'not-together /LastCall',
    'not-together /CountryCodes',
  ],
  eRoamingPullEVSEStatus: ['several-given /SearchCenter/GeoCoordinates', 'other-spelling /EvseStatus'],
  eRoamingEVSEPricing: ['other-spelling /EVSEPricing'],
  eRoamingPushPricingProductData: [
    'other-spelling /PricingProductData/PricingProductDataRecords/0/ProductAvailabilityTimes/0/Periods',
  ],
};

interface Example {
  /** `Component`, or `Component/properties/Name` for a field with an example of its own. */
  readonly at: string;
  readonly value: unknown;
}

function examplesIn(node: unknown, at = ''): readonly Example[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, each]: [string, unknown]) =>
    name === 'example' ? [{ at, value: each }] : examplesIn(each, at === '' ? name : `${at}/${name}`),
  );
}

function kindAt(at: string): Kind<unknown> {
  const [component = '', ...steps] = at
    .split('/')
    .filter((step) => step !== 'properties' && step !== 'items');
  return within(kinds[component]!, ...steps);
}

function read(kind: Kind<unknown>, found: unknown): { value: unknown; violations: readonly Violation[] } {
  const inspection = new Inspection('The example', { recordsTogether: true });
  return { value: kind.read(found, inspection), violations: inspection.violations };
}

/** An answer as it would be written: the records themselves, without their readings. */
function writable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writable);
  if (Object.getPrototypeOf(value ?? 0) !== Object.prototype) return value;
  const { value: record, violations } = value as Partial<RecordReading<unknown>>;
  if (violations !== undefined) return writable(record);
  return Object.fromEntries(
    Object.entries(value as object).map(([name, each]: [string, unknown]) => [name, writable(each)]),
  );
}

/** Violations that reading repairs, or that do not concern writing. */
const repaired = new Set(['other-spelling', 'unknown-field']);

const examples = ['openapi-emp-2.3.json', 'openapi-cpo-2.3.json'].flatMap((file) => {
  if (!hasTestData) return [];
  const { components } = testData('..', 'oicp', file) as {
    readonly components: { readonly schemas: object };
  };
  return examplesIn(components.schemas).map(
    (example) => [file.slice(8, 11), example.at, example.value] as const,
  );
});

(hasTestData ? describe : describe.skip)(`the examples of both OpenAPI documents${needsTestData}`, () => {
  it('are 116, and every wrong one is among them', () => {
    expect(examples).toHaveLength(116);
    expect(examples.map(([, at]) => at)).toEqual(expect.arrayContaining(Object.keys(wrongExamples)));
  });

  it.each(examples)('(%s) %s is read, checked and written', (_, at, found) => {
    const kind = kindAt(at);
    const { value, violations } = read(kind, found);
    expect(violations.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(wrongExamples[at] ?? []);

    const lasting = violations.filter(({ code }) => !repaired.has(code));
    const again = read(kind, kind.toWire(writable(value)));
    expect(again.violations.filter(({ code }) => !repaired.has(code))).toEqual(lasting);
    expect(writable(again.value)).toEqual(writable(value));
  });

  const messages = examples.filter(([, , found]) => typeof found === 'object');
  const faults = ([, at, found]: (typeof examples)[number]): readonly Violation[] =>
    read(kindAt(at), found).violations.filter(({ code }) => !repaired.has(code));
  const writing = (at: string, found: unknown): (() => string) => {
    const message = new Message(at, kindAt(at) as Kind<unknown, object>);
    return () => message.write(writable(read(message.kind, found).value));
  };

  it.each(messages.filter((each) => faults(each).length === 0))(
    '(%s) %s is written as it stood',
    (_, at, found) => {
      expect(JSON.parse(writing(at, found)())).toEqual(asSpelledByTheSpecification(at, found));
    },
  );

  it.each(messages.filter((each) => faults(each).length > 0))(
    '(%s) %s is refused for what is wrong with it',
    (_, at, found) => {
      expect(writing(at, found)).toThrow(NotConformantError);
    },
  );
});

/** The two examples whose only fault is a spelling. */
function asSpelledByTheSpecification(at: string, found: unknown): unknown {
  const text = JSON.stringify(found);
  if (at === 'eRoamingEVSEPricing') return JSON.parse(text.replace('"EVSEPricing"', '"OperatorEVSEPricing"'));
  return JSON.parse(text.replaceAll('"Periods"', '"Period"'));
}
