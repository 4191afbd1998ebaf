import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { fitsHash } from '../../../apps/authorization/src/pin/pin-hasher.js';
import { authorizeRemoteStart, remoteReservationStart } from '#oicp';
import { suiteMessages } from '#suite';
import {
  leastBody,
  validValue,
  type ApiOperation,
  type DocumentedSchema,
} from '../../support/api-document.js';
import { CheckedApi, isAnsweredByGateway, type RequestName } from '../../support/checked-api.js';

jest.setTimeout(120_000);

/** One value in a request of the API, and where it is in the message. */
interface Place {
  readonly operation: ApiOperation;
  readonly part: 'path' | 'query' | 'header' | 'body';
  readonly name: string;
  readonly schema: DocumentedSchema;
  readonly isRequired: boolean;
  readonly message: RequestName;
  /** The message of the request with its least parts. */
  readonly least: Readonly<Record<string, unknown>>;
  readonly path: readonly string[];
  /** Other parameters without which the value has no meaning. */
  readonly beside: string;
}

/** The members that have another name in the message; `[]`: read by the API alone. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  'get /v1/evses lat': ['near', 'latitude'],
  'get /v1/evses lon': ['near', 'longitude'],
  'get /v1/evses radius': ['near', 'radius'],
  'get /v1/evses plug': ['plugs'],
  'get /v1/evses minPower': ['minPowerKw'],
  'get /v1/evses status': ['statuses'],
  'get /v1/evses operatorId': ['operatorIds'],
  'get /v1/evses authenticationMode': ['authenticationModes'],
  'get /v1/evses/{evseId} fresh': [],
  'get /v1/evse-findings format': [],
  'post /v1/sessions Idempotency-Key': ['idempotency', 'key'],
};
const POINT = { near: { latitude: 1, longitude: 1, radius: 1_000 } };
const BEFORE = '2026-01-31T12:00:00.000Z';
/** What a member needs beside it, in the query and in the message. */
const BESIDE: Readonly<Record<string, { readonly query: string; readonly message: object }>> = {
  'query lat': { query: 'lon=1&radius=1000', message: POINT },
  'query lon': { query: 'lat=1&radius=1000', message: POINT },
  'query radius': { query: 'lat=1&lon=1', message: POINT },
  'query to': { query: `from=${BEFORE}`, message: { from: BEFORE } },
  'header Idempotency-Key': { query: '', message: { idempotency: { caller: 'a', key: 'a' } } },
};

/** What a service has to accept beside the shape of its message: what it passes on, to HBS or to a hash. */
const REMOTE = {
  ProviderID: 'DE-EMP',
  EvseID: 'DE*ABC*E12345*1',
  Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
};
const OF_SERVICES: Readonly<Record<string, (value: never) => boolean>> = {
  'post /v1/sessions partnerProductId': (PartnerProductID: string) =>
    authorizeRemoteStart.check({ ...REMOTE, PartnerProductID }).length === 0,
  'post /v1/reservations partnerProductId': (PartnerProductID: string) =>
    remoteReservationStart.check({ ...REMOTE, PartnerProductID }).length === 0,
  'post /v1/reservations minutes': (Duration: number) =>
    remoteReservationStart.check({ ...REMOTE, Duration }).length === 0,
  'put /v1/contracts/{evcoId} pin': (pin: string | null) => pin === null || fitsHash(pin),
};

/** Members that are an identifier, or a list of them. */
const IDENTIFIERS = /^(?:evse|evco|operator|provider|session)Ids?$|^(?:uid|card)s?$/;

const LENGTHS = [0, 1, 18, 20, 36, 50, 64, 72, 100, 250, 255, 8_000];
const TEXTS = [
  ...LENGTHS.flatMap((length) => [length, length + 1].map((each) => 'x'.repeat(each))),
  ...LENGTHS.flatMap((length) => [length, length + 1].map((each) => '🔋'.repeat(each))),
  '€'.repeat(24),
  '€'.repeat(20),
  `${'🔋'.repeat(17)}€€x`,
  ' ',
  'a b',
  '\t',
  'a\nb',
  'a\u0085b',
  'a\u007F',
  'a\0b',
  'a\u200Bb',
  'é',
  '!~',
  '0',
  'true',
  'null',
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00+23:59',
  '2026-01-31T12:00:00+24:00',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T12:00:00Z',
  '2026-01-31',
  'now',
  '2026-01-31T12:00:00.000Z',
  '2026-01-31T11:59:59.999Z',
  `2026-01-31T12:00:00.${'0'.repeat(7_980)}Z`,
  `2026-01-31T12:00:00.${'0'.repeat(7_979)}Z`,
  '2026-06-30T23:59:60Z',
  '4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11',
  'AAAAAAAA-aaaa-0aaa-0aaa-aaaaaaaaaaaa',
  '-'.repeat(36),
  '4f9c1a0e8f0b4c5a9a632f2d0f4f3a11',
  '{4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11}',
  'DE*ABC*E12345*1',
];
const NUMBERS = [
  -181, -180.001, -180, -90.5, -90, -1, -0.001, 0, 0.001, 0.5, 0.999, 1, 1.5, 15, 50, 90, 90.001,
].concat([98, 99, 100, 180, 180.5, 499, 500, 501, 999_999, 1_000_000, 1_000_001, 1e16, 1e30, 1e308]);
const MORE_IN_JSON = [true, false, null, {}, [], ['x'], { a: 1 }];

describe('a request to the API is accepted exactly if its service accepts the message that it becomes', () => {
  let api: CheckedApi;
  let places: readonly Place[];
  beforeAll(async () => {
    api = await CheckedApi.start();
    const found: Place[] = [];
    // The gateway reads `/v1/exchanges` for itself: there is no message that could differ, and one schema has its limits.
    for (const operation of api.operations.filter((each) => !isAnsweredByGateway(each)))
      found.push(...(await findPlaces(operation)));
    places = found;
  });
  afterAll(() => api.stop());

  /** Every value that an operation reads, found by what it calls; fails for one whose place in the message is not known. */
  async function findPlaces(operation: ApiOperation): Promise<readonly Place[]> {
    const { name, parameters, body } = operation;
    const { status, call, detail } = await api.send(requestOf(operation));
    if (call === undefined || status >= 400) throw new Error(`${name} calls no service: ${status} ${detail}`);
    const values = [
      ...parameters.map(({ in: part, name: each, schema }) => ({
        part,
        name: each,
        schema,
        isRequired: part === 'path',
      })),
      ...Object.entries(body?.properties ?? {}).map(([each, schema]) => ({
        part: 'body' as const,
        name: each,
        schema,
        isRequired: body?.required?.includes(each) === true,
      })),
    ];
    return values.flatMap((value) => {
      const path = OTHER_NAMES[`${name} ${value.name}`] ?? [value.name];
      const [member] = path;
      if (member === undefined) return [];
      if (!(member in suiteMessages.rpcs[call.name].request.schema.shape))
        throw new Error(`${name} reads ${value.name}, and ${call.name} has no such member`);
      const { query: beside = '', message = {} } = BESIDE[`${value.part} ${value.name}`] ?? {};
      const least = { ...call.payload, ...message };
      return [{ ...value, operation, message: call.name, least, path, beside }];
    });
  }

  function requestOf(
    operation: ApiOperation,
    { part, name, beside }: Partial<Pick<Place, 'part' | 'name' | 'beside'>> = {},
    value?: unknown,
  ): Parameters<CheckedApi['send']>[0] {
    const { method, parameters, body, isBodyRequired } = operation;
    const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const { schema = {}, example } = parameters.find((each) => each.name === parameter) ?? {};
      const given = part === 'path' && parameter === name ? value : validValue(parameter, schema, example);
      return encodeURIComponent(asText(given));
    });
    const sent = part === 'query' && value !== undefined ? [value].flat() : [];
    const query = [
      ...sent.map((each) => `${name}=${encodeURIComponent(asText(each))}`),
      ...(beside ? [beside] : []),
    ];
    const least = isBodyRequired || part === 'body' ? leastBody(body ?? {}) : undefined;
    const members = part === 'body' ? { ...least, [String(name)]: value } : least;
    return {
      method,
      url: query.length > 0 ? `${url}?${query.join('&')}` : url,
      headers: part === 'header' && value !== undefined ? { [String(name)]: asText(value) } : {},
      body: members && JSON.stringify(members),
    };
  }

  /** Values around every limit, as far as they can be sent in that part of a request without another meaning. */
  function valuesFor({ part, schema }: Place): readonly unknown[] {
    const isList = schema.type === 'array';
    const isNumber = schema.type === 'integer' || schema.type === 'number';
    const texts = schema.enum === undefined ? TEXTS : [...schema.enum, 'x', '', 'no value'];
    switch (part) {
      case 'body':
        return [...texts, ...NUMBERS, ...MORE_IN_JSON, 'a\uD83D', '1', undefined];
      case 'path':
        return texts.filter((each) => each !== '' && !String(each).startsWith('.'));
      case 'header':
        return texts.filter(
          (each) => /^[\x20-\x7E\x80-\xFF]*$/.test(String(each)) && String(each).trim() === each,
        );
      case 'query':
        if (isNumber) return [...NUMBERS, 'x', ' 1', '0x10', 'NaN', undefined];
        if (schema.type === 'boolean') return [true, false, 'x', 'perhaps', undefined];
        if (isList) {
          const entries = TEXTS.filter((each) => each.trim() === each && each !== '' && !each.includes(','));
          const many = [1, 2, 49, 50, 51, 52].map((count) =>
            Array.from({ length: count }, (_, index) => `x${index}`),
          );
          return [...entries.map((each) => [each]), ...many, ['a', 'x'.repeat(101)]];
        }
        return [...texts, undefined];
    }
  }

  /** Whether the service accepts the message with the value: its shape, and what the service passes on. */
  function isAcceptedByService(
    { operation, name, message, least, path, part, schema, isRequired }: Place,
    value: unknown,
  ): boolean {
    const isDefault =
      value === undefined || (part === 'body' && value === null && !isNullable(message, path));
    // The API fills in its default, if it has one, and otherwise sends nothing.
    if (isDefault && !isRequired && 'default' in schema) return true;
    const given = isDefault ? undefined : value;
    const payload = withValue(least, path, given);
    if (!suiteMessages.rpcs[message].request.schema.safeParse(payload).success) return false;
    const accepts = OF_SERVICES[`${operation.name} ${name}`];
    return accepts === undefined || given === undefined || accepts(given as never);
  }

  async function expectAgreement(place: Place, value: unknown): Promise<void> {
    const { status, call, detail } = await api.send(requestOf(place.operation, place, value));
    const shown = value === undefined ? 'absent' : asText(value).slice(0, 60);
    const where = `${place.operation.name} ${place.part} ${place.name} = ${shown}: ${detail.slice(0, 200)}`;
    expect([where, status < 500]).toEqual([where, true]);
    expect([where, call !== undefined && status < 300]).toEqual([where, isAcceptedByService(place, value)]);
  }

  it('for every value at and around every limit', async () => {
    expect(places.length).toBeGreaterThan(75);
    for (const place of places) for (const value of valuesFor(place)) await expectAgreement(place, value);
  });

  it('with identifiers of 1 to 250 characters, wherever they are sent', async () => {
    const named = api.operations.flatMap((operation) => [
      ...operation.parameters
        .filter(({ name }) => IDENTIFIERS.test(name))
        .map(({ name, schema, in: part }) => ({ name, schema, operation, part, beside: '' })),
      ...Object.entries(operation.body?.properties ?? {})
        .filter(([name]) => IDENTIFIERS.test(name))
        .map(([name, schema]) => ({ name, schema, operation, part: 'body' as const, beside: '' })),
    ]);
    expect(named.length).toBeGreaterThan(25);
    for (const each of named) {
      const { operation, part, name, schema } = each;
      const isListInBody = part === 'body' && schema.type === 'array';
      for (const [length, isAccepted] of [
        [1, true],
        [250, true],
        [251, false],
      ] as const) {
        const value = 'x'.repeat(length);
        const { status, detail } = await api.send(requestOf(operation, each, isListInBody ? [value] : value));
        const where = `${operation.name} ${part} ${name} of ${length} characters: ${detail.slice(0, 200)}`;
        expect([where, status < 300, status === 422]).toEqual([where, isAccepted, !isAccepted]);
      }
    }
  });

  it('for any text of any characters', async () => {
    const ofTexts = places.filter(
      ({ schema, part }) => schema.type === 'string' && schema.enum === undefined && part !== 'header',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ofTexts),
        fc
          .string({ unit: 'binary', maxLength: 300, size: 'max' })
          .filter((text) => text.isWellFormed() && !/^\.*$/.test(text)),
        expectAgreement,
      ),
      { numRuns: 600 },
    );
  });
});

function isNullable(message: RequestName, [member = '']: readonly string[]): boolean {
  const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } } | undefined>> =
    suiteMessages.rpcs[message].request.schema.shape;
  return shape[member]?.safeParse(null).success === true;
}

function withValue(
  payload: Readonly<Record<string, unknown>>,
  [name = '', ...inner]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const before = payload[name];
  const isInner = inner.length > 0 && typeof before === 'object' && before !== null;
  return { ...payload, [name]: isInner ? withValue({ ...before }, inner, value) : value };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
