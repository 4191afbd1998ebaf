import { describe, expect, it } from '@jest/globals';
import type { HbsAnswer } from '../src/hbs/answer.js';
import { readHbsAnswer } from '../src/hbs/read-answer.js';
import { authorizationStart, authorizeStart } from '../src/messages/authorize-start.js';
import { acknowledgement } from '../src/messages/acknowledgement.js';
import { pushEvseData } from '../src/messages/cpo-uploads.js';
import type { OutboundOperation } from '../src/tables/operation.js';
import { outboundOperations } from '../src/tables/outbound-operations.js';
import { hasTestData, needsTestData, testData } from './test-data.js';

interface Recorded {
  readonly role: 'EMP' | 'CPO';
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const { authorizeRemoteStart, authorizeRemoteStop, pullEvseData } = outboundOperations;
const cpoOperation = { direction: 'outbound', paths: ['/'], timeoutMs: 0, repeatable: false } as const;
const uploadOfACpo: OutboundOperation = {
  ...cpoOperation,
  oicpName: 'eRoamingPushEvseData',
  request: pushEvseData,
  answer: acknowledgement,
  essential: 'Result',
};
const authorizationOfACpo: OutboundOperation = {
  ...cpoOperation,
  oicpName: 'eRoamingAuthorizeStart',
  request: authorizeStart,
  answer: authorizationStart,
  essential: 'AuthorizationStatus',
};

const wrongFields = [
  ['HotlinePhoneNumber', 'must match "^\\+[0-9]{5,15}$"'],
  ['GeoCoordinates', 'may not be null'],
  ['ChargingStationNames', 'may not be empty'],
  ['Plugs', 'may not be empty'],
].map(([field, message]) => ({ pointer: `/OperatorEvseData/EvseDataRecord/0/${field}`, message }));

/** In the order of the file: the call each answer could have come to, and what it means. */
const golden: readonly (readonly [OutboundOperation, Partial<HbsAnswer<object>>])[] = [
  [uploadOfACpo, { outcome: 'invalid-request', effect: 'none', fields: wrongFields } as never],
  [pullEvseData, { outcome: 'identity-error', effect: 'none', repeatable: false }],
  [pullEvseData, { outcome: 'not-whitelisted', effect: 'none', repeatable: false }],
  [authorizeRemoteStart, { outcome: 'refused', code: '210', effect: 'none', repeatable: false }],
  [authorizeRemoteStart, { outcome: 'refused', code: '300', effect: 'none', repeatable: false }],
  [authorizeRemoteStart, { outcome: 'accepted', effect: 'done', violations: [] }],
  [pullEvseData, { outcome: 'invalid-request', effect: 'none', repeatable: false }],
  [authorizationOfACpo, { outcome: 'refused', code: '210', effect: 'none' }],
  [authorizeRemoteStop, { outcome: 'refused', code: '400', effect: 'none', repeatable: false }],
  [pullEvseData, { outcome: 'refused', code: '001', effect: 'unknown', repeatable: false }],
  [authorizeRemoteStop, { outcome: 'refused', code: '400', effect: 'none', repeatable: false }],
];

(hasTestData ? describe : describe.skip)(`the recorded answers of HBS${needsTestData}`, () => {
  const { answers } = hasTestData
    ? (testData('hbs', 'recorded-answers.json') as { readonly answers: readonly Recorded[] })
    : { answers: [] };

  it('are as many as there are expectations', () => {
    expect(answers).toHaveLength(golden.length);
  });

  it.each(answers.map((answer, index) => [index, answer.status, answer.contentType, answer] as const))(
    'no. %d, %d %s, is parsed',
    (index, _, contentType, { status, headers, body }) => {
      const [operation, meaning] = golden[index]!;
      const bytes = new TextEncoder().encode(body);
      const answer = readHbsAnswer(operation, {
        status,
        headers: { ...headers, 'content-type': contentType },
        body: bytes,
      });
      expect(answer).toMatchObject(meaning);
      expect(answer).toMatchObject({
        httpStatus: status,
        ...(headers['Process-ID'] !== undefined && { processId: headers['Process-ID'] }),
      });
      expect(answer.sentence).toMatch(/^[A-Za-z].*[.]$/);
    },
  );
});
