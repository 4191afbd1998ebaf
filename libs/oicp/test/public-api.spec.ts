import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  authorizationStart,
  authorizeStart,
  mediumOf,
  outboundOperations,
  pathOf,
  readHbsAnswer,
  writeRefusal,
  writeStartAuthorized,
} from '../src/index.js';
import { anAuthorizeStart, anEvseDataRecord } from './builders.js';

/** Runs the examples of the index's documentation. */
describe('the index of the library', () => {
  const isOurs = (uidKey: string | undefined): boolean => uidKey === '1234ABCD';
  const handle = (body: Uint8Array | string): string => {
    const { value } = authorizeStart.read(body);
    const medium = mediumOf(value.Identification);
    if (medium.kind !== 'rfid' || !isOurs(medium.uidKey)) {
      return writeRefusal('authorizeStart', { code: '102' }, value);
    }
    return writeStartAuthorized({ request: value, providerId: 'DE-8EO', stopWith: [medium] });
  };

  it('is enough to answer every AuthorizeStart', () => {
    const stranger = { RFIDMifareFamilyIdentification: { UID: '00000000' } };
    const bodies = [anAuthorizeStart(), anAuthorizeStart({ Identification: stranger }), {}].map((each) =>
      JSON.stringify(each),
    );
    const answers = [...bodies, 'garbage', ''].map((body) => authorizationStart.read(handle(body)));
    expect(answers.map(({ value }) => value.AuthorizationStatus)).toEqual([
      'Authorized',
      'NotAuthorized',
      'NotAuthorized',
      'NotAuthorized',
      'NotAuthorized',
    ]);
    expect(answers.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('is enough to call HBS', () => {
    const operation = outboundOperations.pullEvseData;
    expect(pathOf(operation, { providerID: 'DE-8EO', page: { number: 0, size: 2_000 } })).toContain(
      '/DE-8EO/',
    );
    const body = operation.request.write({ ProviderID: 'DE-8EO', GeoCoordinatesResponseFormat: 'Google' });
    expect(JSON.parse(body)).toEqual({ ProviderID: 'DE-8EO', GeoCoordinatesResponseFormat: 'Google' });
    const page = { content: [anEvseDataRecord(), anEvseDataRecord({ EvseID: 'broken' })] };
    const answer = readHbsAnswer(operation, { status: 200, headers: {}, body: JSON.stringify(page) });
    const records = answer.outcome === 'accepted' ? (answer.value.content ?? []) : [];
    expect(records.map(({ value, violations }) => [value.EvseID, violations.length])).toEqual([
      ['DE*XYZ*ETEST1', 0],
      ['broken', 1],
    ]);
    expect(readHbsAnswer(operation, 'timed-out').sentence).toContain('did not answer in time');
  });

  it('stands alone: the library needs no framework, and only three packages without dependencies', () => {
    const source = new URL('../src/', import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
    );
    const imported = files.flatMap((file) =>
      [...readFileSync(new URL(file, source), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(
        ([, name]) => name,
      ),
    );
    expect(new Set(imported)).toEqual(new Set(['@streamparser/json', 'decimal.js', 'fastest-levenshtein']));
  });
});
