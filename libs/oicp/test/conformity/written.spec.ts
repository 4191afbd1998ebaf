import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { writeNegativeAcknowledgement, writeAcknowledgement } from '../../src/answers/acknowledgement.js';
import {
  writeNotAuthorized,
  writeStartAuthorized,
  writeStopAuthorized,
} from '../../src/answers/authorization.js';
import { writeRefusal } from '../../src/answers/refusal.js';
import type { AnswerStatus } from '../../src/answers/status.js';
import { NotConformantError } from '../../src/message.js';
import { inboundOperations, type InboundOperationName } from '../../src/tables/inbound-operations.js';
import { outboundOperations } from '../../src/tables/outbound-operations.js';
import { statusCodes, type StatusCode } from '../../src/tables/status-codes.js';
import type { SingleMedium } from '../../src/types/medium.js';
import { writeConformantFields } from '../../src/write-conformant-fields.js';
import { needsTestData, hasTestData } from '../test-data.js';
import {
  answerComponent,
  nonconformities,
  nonconformitiesOfText,
  requestComponent,
} from './hubject-schemas.js';
import { identifiers, mangled, nearly, oddText } from './odd-texts.js';
import { openApi, type OpenApi } from './openapi.js';
import { schemaExceptions } from './schema-exceptions.js';

const whereData = hasTestData ? describe : describe.skip;
const emp = openApi.emp as OpenApi;

const odd = fc.oneof(oddText, fc.constant(null), fc.integer(), fc.constant(['x']));
const session = fc.record(
  { SessionID: odd, CPOPartnerSessionID: odd, EMPPartnerSessionID: odd, OperatorID: odd, EvseID: odd },
  { requiredKeys: [] },
);
const code = fc.constantFrom(...(Object.keys(statusCodes) as StatusCode[]));
const additionalInfo = fc.oneof(oddText, fc.string({ unit: 'binary', minLength: 990, maxLength: 1_100 }));
const status: fc.Arbitrary<AnswerStatus> = fc.oneof(fc.record({ code }), fc.record({ code, additionalInfo }));
const medium: fc.Arbitrary<SingleMedium> = fc.oneof(
  oddText.map((uid) => ({ kind: 'rfid' as const, uid, uidKey: undefined })),
  fc
    .tuple(fc.constantFrom('qr', 'plugAndCharge', 'remote'), oddText)
    .map(([kind, evcoId]) => ({ kind, evcoId, contract: undefined, pin: '1234' }) as const),
);
const providerId = fc.constantFrom('DE-DCB', 'DE*DCB', 'DEDCB', 'de-dcb');

whereData(`what we answer to HBS, whatever it asked${needsTestData}`, () => {
  const read = (name: InboundOperationName, request: object): Readonly<Record<string, string>> =>
    inboundOperations[name].request.read(JSON.stringify(request)).value as never;

  it.each(Object.keys(inboundOperations) as InboundOperationName[])(
    '%s: each refusal fits Hubject’s schema, closed to extra members',
    (name) => {
      const component = answerComponent(inboundOperations[name]);
      fc.assert(
        fc.property(session, status, (request, because) => {
          const body = writeRefusal(name, because, read(name, request));
          expect(nonconformitiesOfText(component, body)).toEqual([]);
          expect(JSON.parse(body)).toMatchObject({ StatusCode: { Code: because.code } });
        }),
        { seed: 81, numRuns: 500 },
      );
    },
  );

  it('authorisations of starts and stops conform, and name one medium in each stop identification', () => {
    fc.assert(
      fc.property(session, providerId, fc.array(medium), oddText, (request, id, stopWith, ours) => {
        const answer = {
          request: read('authorizeStart', request),
          providerId: id,
          empPartnerSessionId: ours,
        };
        const start = writeStartAuthorized({ ...answer, stopWith });
        expect(nonconformitiesOfText('eRoamingAuthorizationStart', start)).toEqual([]);
        const stop = writeStopAuthorized(answer);
        expect(nonconformitiesOfText('eRoamingAuthorizationStop', stop)).toEqual([]);
        const { AuthorizationStopIdentifications: stoppers = [], ProviderID } = JSON.parse(start) as {
          AuthorizationStopIdentifications?: object[];
          ProviderID: string;
        };
        expect(ProviderID).toBe(id);
        expect(stoppers.every((each) => Object.keys(each).length === 1)).toBe(true);
        expect(start).not.toContain('1234"}');
      }),
      { seed: 82, numRuns: 1_000 },
    );
  });

  it('acknowledgements conform', () => {
    fc.assert(
      fc.property(session, status, (request, because) => {
        const names = read('chargeDetailRecord', request);
        expect(nonconformitiesOfText('eRoamingAcknowledgment', writeAcknowledgement(names))).toEqual([]);
        expect(
          nonconformitiesOfText('eRoamingAcknowledgment', writeNegativeAcknowledgement(because, names)),
        ).toEqual([]);
        expect(
          nonconformitiesOfText(
            'eRoamingAuthorizationStop',
            writeNotAuthorized({ status: because, request: names }),
          ),
        ).toEqual([]);
      }),
      { seed: 83, numRuns: 500 },
    );
  });

  it('writes a conformant value unchanged', () => {
    const fitting = {
      SessionID: 'F98EFBA4-02d8-4fa0-b810-9a9d50d2c527',
      CPOPartnerSessionID: ' Zelle-7\u00A0ü ',
    };
    expect(JSON.parse(writeAcknowledgement(fitting))).toMatchObject(fitting);
    const stopWith = ['DE-DCB-CaBcDeFgH-x', 'DE*8EO*Aet5e4*3'].map(
      (evcoId) => ({ kind: 'remote', evcoId, contract: undefined }) as const,
    );
    expect(
      JSON.parse(writeStartAuthorized({ request: fitting, providerId: 'DE-DCB', stopWith })),
    ).toMatchObject({
      AuthorizationStopIdentifications: stopWith.map(({ evcoId }) => ({
        RemoteIdentification: { EvcoID: evcoId },
      })),
    });
  });

  it('writes another value in the nearest conformant form, and leaves it out if there is none', () => {
    const stoppers = (evcoId: string): unknown =>
      (
        JSON.parse(
          writeStartAuthorized({
            providerId: 'DE-DCB',
            stopWith: [{ kind: 'plugAndCharge', evcoId, contract: undefined }],
          }),
        ) as { AuthorizationStopIdentifications?: unknown }
      ).AuthorizationStopIdentifications;
    const named = (EvcoID: string): unknown => [{ PlugAndChargeIdentification: { EvcoID } }];
    expect(stoppers('de-dcb-c12345678-x')).toEqual(named('DE-DCB-C12345678-X'));
    expect(stoppers('DE-DCB-c12345678-X')).toEqual(named('DE-DCB-C12345678-X'));
    expect(stoppers(' DE*8EO*Aet5e4*x')).toEqual(named('DE*8EO*AET5E4*X'));
    expect(stoppers('DE-DCB-C12345678')).toBeUndefined();
    expect(stoppers('DE-8EO-A12345678-3')).toBeUndefined();
    expect(
      JSON.parse(
        writeAcknowledgement({
          SessionID: ' f98efba4-02d8-4fa0-b810-9a9d50d2c527',
          CPOPartnerSessionID: 'a\u0000b',
        }),
      ),
    ).toEqual({
      Result: true,
      StatusCode: { Code: '000' },
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    });
  });
});

whereData(`what we ask HBS${needsTestData}`, () => {
  it.each(Object.entries(outboundOperations))(
    '%s: fits Hubject’s schema, or is not written',
    (_, operation) => {
      const component = requestComponent(operation);
      const schema = emp.components.schemas[component];
      let written = 0;
      fc.assert(
        fc.property(nearly(schema!, emp, 4), (sample) => {
          const { value } = operation.request.readValue(plainSample(sample));
          const result = operation.request.tryWrite(value as never);
          if ('text' in result) written += 1;
          expect('text' in result ? nonconformitiesOfText(component, result.text) : []).toEqual([]);
        }),
        { seed: 84, numRuns: 800 },
      );
      expect(written).toBeGreaterThan(10);
    },
  );

  it('a remote start or stop with identifiers in any case is written in the form that HBS accepts', () => {
    const { authorizeRemoteStart, authorizeRemoteStop } = outboundOperations;
    const start = (EvseID: string, EvcoID: string): unknown =>
      JSON.parse(
        authorizeRemoteStart.request.write({
          ProviderID: 'DE-DCB',
          EvseID,
          Identification: { RemoteIdentification: { EvcoID } },
        }),
      );
    expect(start('de*abc*e12345*1', 'de-dcb-c12345678-x')).toEqual({
      ProviderID: 'DE-DCB',
      EvseID: 'DE*ABC*E12345*1',
      Identification: { RemoteIdentification: { EvcoID: 'DE-DCB-C12345678-X' } },
    });
    const stop = writeConformantFields(authorizeRemoteStop.request, {
      SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
      CPOPartnerSessionID: 'x'.repeat(251),
      EMPPartnerSessionID: 'ours',
      ProviderID: 'DE-DCB',
      EvseID: 'DE*ABC*E12345*1',
    });
    expect(JSON.parse(stop)).not.toHaveProperty('CPOPartnerSessionID');
    expect(nonconformitiesOfText('eRoamingAuthorizeRemoteStop', stop)).toEqual([]);
    expect(() => start('DE*ABC*12345', 'DE-DCB-C12345678')).toThrow(NotConformantError);
  });

  it('identifiers name the same after they are written', () => {
    fc.assert(
      fc.property(mangled(identifiers), mangled(identifiers), (EvseID, EvcoID) => {
        const { authorizeRemoteStart } = outboundOperations;
        const value = { ProviderID: 'DE-DCB', EvseID, Identification: { RemoteIdentification: { EvcoID } } };
        const result = authorizeRemoteStart.request.tryWrite(value);
        fc.pre('text' in result);
        const written = 'text' in result ? (JSON.parse(result.text) as typeof value) : value;
        expect(plain(written.EvseID)).toBe(plain(EvseID));
        expect(plain(written.Identification.RemoteIdentification.EvcoID)).toBe(plain(EvcoID));
      }),
      { seed: 85, numRuns: 500 },
    );
  });
});

whereData(`the check against Hubject’s schemas${needsTestData}`, () => {
  it('sees an extra member, a text that is too long, a small c in an EvcoID', () => {
    const answer = { AuthorizationStatus: 'Authorized', StatusCode: { Code: '000' } };
    const found = (more: object): number =>
      nonconformities('eRoamingAuthorizationStart', { ...answer, ...more }).length;
    expect(found({})).toBe(0);
    expect(found({ Extra: 1 })).toBe(2);
    expect(found({ CPOPartnerSessionID: 'x'.repeat(251) })).toBe(2);
    const stopper = (EvcoID: string): object => ({
      AuthorizationStopIdentifications: [{ RemoteIdentification: { EvcoID } }],
    });
    expect(found(stopper('DE-DCB-C12345678-X'))).toBe(0);
    expect(found(stopper('DE-DCB-c12345678-X'))).toBe(2);
  });

  it.each(schemaExceptions.map((each, index) => [index + 1, each] as const))(
    'needs exception %s',
    (_, { components, edit }) => {
      for (const name of components) {
        const schema = emp.components.schemas[name];
        expect(edit(schema!)).not.toEqual(schema);
      }
    },
  );
});

/** Without case, blanks and separators. */
function plain(text: string): string {
  return text.toUpperCase().replaceAll(/[\s*-]/g, '');
}

/** fast-check makes objects without prototype. */
function plainSample(sample: unknown): unknown {
  return JSON.parse(JSON.stringify(sample));
}
