import { describe, expect, it } from '@jest/globals';
import { pricingProduct } from '../../src/types/pricing.js';
import { differences } from '../../src/tables/differences.js';
import { narrowPlaces } from '../../src/tables/narrow-places.js';
import { statusCodes } from '../../src/tables/status-codes.js';
import { documents, openApi, type OpenApi, type Schema } from '../conformity/openapi.js';
import { hasTestData, needsTestData } from '../test-data.js';
import { bodiesIn, census } from './census.js';
import { deliberate } from './deliberate.js';
import { deliberatePaths, undocumentedOperations, unknownOperations } from './operations.js';

const whereData = hasTestData ? describe : describe.skip;

/** The first cells of a table in a description: the values of a type that has no enumeration. */
function listedIn({ description = '' }: Schema): readonly string[] {
  return [...description.matchAll(/^\| ?([0-9A-Z_]+) \|/gm)].map(([, value = '']) => value).toSorted();
}

whereData(`a census of this library against both OpenAPI documents${needsTestData}`, () => {
  const found = census();
  const expected = deliberate.flatMap(({ findings }) => findings);

  it('finds nothing that is not deliberate: no member, value, limit, form or mandatory field is forgotten', () => {
    expect(found.filter((finding) => !expected.includes(finding))).toEqual([]);
  });

  it('finds every deviation that is called deliberate', () => {
    expect(expected.filter((finding) => !found.includes(finding))).toEqual([]);
    expect(new Set(expected).size).toBe(expected.length);
  });

  it('refers only to existing differences and narrow places', () => {
    for (const { because, difference = 1, narrowPlace = 1 } of deliberate) {
      expect(because).toMatch(/^[A-Z].*[.]$/);
      expect(differences[difference - 1]).toBeDefined();
      expect(narrowPlaces[narrowPlace - 1]).toBeDefined();
    }
  });

  it('looks at every component of either document but those in no body', () => {
    const unused = documents.flatMap(([role, document]) => {
      const used = new Set<string>();
      const visit = (name: string): void => {
        if (used.has(name)) return;
        used.add(name);
        const text = JSON.stringify(document.components.schemas[name]);
        for (const [, each = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) visit(each);
      };
      for (const body of bodiesIn(document)) visit(body);
      return Object.keys(document.components.schemas)
        .filter((name) => !used.has(name))
        .map((name) => `${role} ${name}`);
    });
    // What a CPO uploads: an EMP pulls PullEvseDataRecord, which has all of it.
    expect(unused).toEqual(['emp EvseDataRecord']);
  });

  it('knows every operation', () => {
    const unknown = documents.flatMap(([, document]) => unknownOperations(document));
    expect(unknown.filter((each) => deliberatePaths[each] === undefined)).toEqual([]);
    expect(Object.keys(deliberatePaths).filter((path) => !unknown.includes(path))).toEqual([]);
    expect(undocumentedOperations(documents.map(([, document]) => document))).toEqual([]);
  });

  it.each(['emp', 'cpo'] as const)(
    'knows every status code and every unit of the document for the %s',
    (role) => {
      const { StatusCode, ReferenceUnit } = openApi[role]?.components.schemas ?? {};
      expect(listedIn(StatusCode?.properties?.['Code'] ?? {})).toEqual(Object.keys(statusCodes).toSorted());
      expect(listedIn(ReferenceUnit ?? {})).toEqual(
        [...(pricingProduct.fields.ReferenceUnit.kind.values ?? [])].toSorted(),
      );
    },
  );
});

whereData(`a document that has something new${needsTestData}`, () => {
  function changed(name: string, change: (schema: Schema) => Schema): readonly string[] {
    const document = openApi.emp as OpenApi;
    const { schemas } = document.components;
    const other = {
      ...document,
      components: { schemas: { ...schemas, [name]: change(schemas[name] ?? {}) } },
    };
    return census([['emp', other]]);
  }
  const withProperty =
    (name: string, property: Schema) =>
    (schema: Schema): Schema => ({
      ...schema,
      properties: { ...schema.properties, [name]: property },
    });

  it.each<[string, string, (schema: Schema) => Schema, string]>([
    [
      'a member',
      'ChargingFacility',
      withProperty('Cable', { type: 'boolean' }),
      'ChargingFacility/Cable is not declared',
    ],
    [
      'a value',
      'Plug',
      (schema) => ({ ...schema, enum: [...(schema.enum ?? []), 'MCS'] }),
      'Plug does not know MCS here',
    ],
    [
      'a value less',
      'Plug',
      (schema) => ({ ...schema, enum: schema.enum?.slice(1) ?? [] }),
      'Plug lists Small Paddle Inductive here only',
    ],
    [
      'a longer text',
      'ProductID',
      (schema) => ({ ...schema, maximum: 60 }),
      'ProductID allows 50 characters here, 60 there',
    ],
    [
      'a wider pattern',
      'UID',
      (schema) => ({ ...schema, pattern: '^[0-9A-F]{8,20}$' }),
      'UID takes less here than the pattern',
    ],
    [
      'a narrower pattern',
      'UID',
      (schema) => ({ ...schema, pattern: '^[0-9A-F]{8}$' }),
      'UID takes more here than the pattern',
    ],
    [
      'a larger number',
      'EnergySource',
      withProperty('Percentage', { type: 'integer', minimum: 0, maximum: 100 }),
      'EnergySource/Percentage allows 99 as the largest here, 100 there',
    ],
    [
      'a demand',
      'RFIDIdentification',
      (schema) => ({ ...schema, required: ['UID', 'RFID', 'EvcoID'] }),
      'RFIDIdentification EvcoID is mandatory there only',
    ],
    [
      'a type',
      'ChargingFacility',
      withProperty('PowerType', { type: 'array', items: { type: 'string' } }),
      'ChargingFacility/PowerType is no list here',
    ],
  ])('%s is found', (_, component, change, finding) => {
    expect(deliberate.flatMap(({ findings }) => findings)).not.toContain(`emp: ${finding}`);
    expect(changed(component, change)).toContain(`emp: ${finding}`);
  });
});
