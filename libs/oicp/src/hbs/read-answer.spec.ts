import { describe, expect, it } from '@jest/globals';
import { outboundOperations } from '../tables/outbound-operations.js';
import type { HbsAnswer, HttpAnswer } from './answer.js';
import { readHbsAnswer } from './read-answer.js';

const { authorizeRemoteStart, authorizeRemoteStop, pullEvseData, pullEvseStatus } = outboundOperations;
const { getChargeDetailRecords, pushAuthenticationData } = outboundOperations;

function anAnswer(
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

const acknowledged = (Result: boolean, Code = '000'): object => ({ Result, StatusCode: { Code } });
const page = (content: readonly object[], StatusCode: object | null): object => ({
  content,
  number: 0,
  size: 20,
  totalElements: content.length,
  last: true,
  totalPages: 1,
  first: true,
  numberOfElements: content.length,
  StatusCode,
});

describe('an answer of HBS', () => {
  it('to a remote start has the session, and the Process-ID whatever the case of the header', () => {
    const SessionID = 'f98efba4-02d8-4fa0-b810-9a9d50d2c527';
    const body = { ...acknowledged(true), SessionID };
    const answer = readHbsAnswer(authorizeRemoteStart, anAnswer(200, body, { 'PROCESS-id': '42' }));
    expect(answer).toMatchObject({
      outcome: 'accepted',
      effect: 'done',
      processId: '42',
      value: { SessionID },
    });
  });

  it('can refuse with 200 and Result false, and then hold a session', () => {
    const body = { ...acknowledged(false, '510'), EMPPartnerSessionID: 'ours' };
    expect(readHbsAnswer(authorizeRemoteStart, anAnswer(200, body))).toMatchObject({
      outcome: 'refused',
      code: '510',
      effect: 'none',
      value: { EMPPartnerSessionID: 'ours' },
      sentence: expect.stringContaining('No car is plugged in'),
    });
  });

  it('can refuse without a code, or with an unknown one', () => {
    expect(readHbsAnswer(authorizeRemoteStop, anAnswer(200, { Result: false }))).toMatchObject({
      outcome: 'refused',
      code: undefined,
      sentence: 'eRoamingAuthorizeRemoteStop was refused without a code.',
    });
    expect(readHbsAnswer(authorizeRemoteStop, anAnswer(500, { StatusCode: { Code: '999' } }))).toMatchObject({
      outcome: 'refused',
      code: '999',
      repeatable: false,
    });
  });

  it('is accepted if the result is true, whatever the code beside it', () => {
    expect(readHbsAnswer(authorizeRemoteStart, anAnswer(200, acknowledged(true, '021'))).outcome).toBe(
      'accepted',
    );
    expect(readHbsAnswer(authorizeRemoteStart, anAnswer(200, { Result: 'true' })).outcome).toBe('accepted');
  });

  it('to a pull may be an acknowledgement that refuses', () => {
    expect(readHbsAnswer(pullEvseStatus, anAnswer(200, acknowledged(false, '210')))).toMatchObject({
      outcome: 'refused',
      code: '210',
    });
  });

  it('to GetChargeDetailRecords succeeds with a status code of null', () => {
    const answer = readHbsAnswer(getChargeDetailRecords, anAnswer(200, page([], null)));
    expect(answer).toMatchObject({ outcome: 'accepted', value: { content: [] }, violations: [] });
  });

  it('without records is not read as an empty network', () => {
    for (const body of [{}, { StatusCode: { Code: '000' } }, acknowledged(true), '[]', '"ok"', '7', 'null']) {
      expect(readHbsAnswer(pullEvseData, anAnswer(200, body))).toMatchObject({
        outcome: 'unavailable',
        cause: 'unreadable-answer',
        repeatable: true,
      });
    }
    expect(readHbsAnswer(pullEvseData, anAnswer(200, page([], { Code: '002' })))).toMatchObject({
      outcome: 'refused',
      code: '002',
      repeatable: true,
    });
  });

  it.each([
    ['"content":[],', { content: [{ SessionID: 'A' }] }],
    ['"Content":[],', { content: [{ SessionID: 'A' }] }],
    ['"content":null,', { content: [{ SessionID: 'A' }] }],
  ])('with two lists of records is unreadable, because one of them would be lost: %s', (first, page) => {
    const body = JSON.stringify({ ...page, StatusCode: { Code: '000' } }).replace('{', `{${first}`);
    expect(readHbsAnswer(getChargeDetailRecords, anAnswer(200, body))).toMatchObject({
      outcome: 'unavailable',
      cause: 'unreadable-answer',
    });
  });

  it('with two results is unreadable, so that a car may charge', () => {
    const body = '{"Result":false,"Result":true,"StatusCode":{"Code":"000"}}';
    expect(readHbsAnswer(authorizeRemoteStart, anAnswer(200, body))).toMatchObject({
      outcome: 'unavailable',
      effect: 'unknown',
    });
  });

  it('with code 017 in any place is an identity error, and so is a bare 401', () => {
    for (const answer of [
      anAnswer(200, acknowledged(false, '017')),
      anAnswer(401, { StatusCode: { Code: '017' } }),
      anAnswer(401, { message: 'Unauthorized' }),
      anAnswer(401, ''),
    ]) {
      expect(readHbsAnswer(pullEvseData, answer)).toMatchObject({
        outcome: 'identity-error',
        repeatable: false,
      });
    }
  });

  it('in HTML distinguishes a refused address from a missing certificate', () => {
    const html = (title: string): string => `<html><head><title>${title}</title></head></html>`;
    expect(readHbsAnswer(pullEvseData, anAnswer(403, html('403 Forbidden'))).outcome).toBe('not-whitelisted');
    const certificate = html('400 No required SSL certificate was sent');
    expect(readHbsAnswer(pullEvseData, anAnswer(400, certificate)).outcome).toBe('tls-error');
    expect(readHbsAnswer(pullEvseData, anAnswer(502, html('502 Bad Gateway')))).toMatchObject({
      outcome: 'unavailable',
      cause: 'server-error',
    });
    expect(readHbsAnswer(pullEvseData, anAnswer(200, html('Welcome')))).toMatchObject({
      outcome: 'unavailable',
      cause: 'unreadable-answer',
    });
  });

  it('404 without OICP says that the path is wrong', () => {
    const answer = readHbsAnswer(pullEvseData, anAnswer(404, '<html>'));
    expect(answer).toMatchObject({ outcome: 'invalid-request', fields: [], repeatable: false });
    expect(answer.sentence).toContain('/evsepull/v23/providers/{providerID}/data-records');
  });

  it('names wrong fields of our request as pointers into it', () => {
    const validationErrors = [
      { fieldReference: 'searchCenter.geoCoordinates.google.coordinates', errorMessage: 'must match' },
      { fieldReference: 'operatorIds[3]', errorMessage: 'must match' },
      { fieldReference: 'something.new[0]', errorMessage: null },
      'nonsense',
    ];
    expect(readHbsAnswer(pullEvseData, anAnswer(400, { message: 'Error', validationErrors }))).toMatchObject({
      outcome: 'invalid-request',
      fields: [
        { pointer: '/SearchCenter/GeoCoordinates/Google/Coordinates', message: 'must match' },
        { pointer: '/OperatorIds/3' },
        { pointer: '/something/new/0', message: '' },
      ],
    });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'Retry-After': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('429 with %j asks to wait %s ms', (headers, wait) => {
    const answer = readHbsAnswer(pullEvseData, anAnswer(429, 'Too many requests', headers as never));
    expect(answer).toMatchObject({ outcome: 'limited', effect: 'none', repeatable: true });
    expect((answer as { retryAfterMs?: number }).retryAfterMs).toBe(wait);
  });

  it('declared and sent as ISO-8859-1 is read', () => {
    const body = Uint8Array.from(
      JSON.stringify({ StatusCode: { Code: '022', Description: 'ungültig' } }),
      (character) => character.codePointAt(0) ?? 0,
    );
    const headers = { 'content-type': 'application/json;charset=ISO-8859-1' };
    expect(readHbsAnswer(pullEvseData, { status: 400, headers, body })).toMatchObject({
      statusCode: { Description: 'ungültig' },
    });
  });
});

describe('an answer in an unsupported encoding', () => {
  const gzip = { 'Content-Encoding': 'gzip', 'content-type': 'application/json' };

  it('is reported if it cannot be read, with an unknown effect', () => {
    const body = Buffer.from([0x1f, 0x8b, 8, 0]);
    expect(readHbsAnswer(authorizeRemoteStart, { status: 200, headers: gzip, body })).toMatchObject({
      outcome: 'unavailable',
      cause: 'unreadable-answer',
      effect: 'unknown',
      sentence: expect.stringMatching(
        /^HBS sent an answer .* The answer could not be read: the content encoding "gzip" is not supported\.$/,
      ),
    });
  });

  it('is read if it is JSON in spite of its headers', () => {
    expect(readHbsAnswer(authorizeRemoteStart, anAnswer(200, acknowledged(true), gzip))).toMatchObject({
      outcome: 'accepted',
    });
  });
});

describe('no answer at all', () => {
  it('leaves open whether a car started, unless the request was not sent', () => {
    const effects = (['not-connected', 'tls-failed', 'timed-out', 'cut-off', 'too-large'] as const).map(
      (failure) => {
        const answer = readHbsAnswer(authorizeRemoteStart, failure);
        return [failure, answer.outcome, answer.effect];
      },
    );
    expect(effects).toEqual([
      ['not-connected', 'unavailable', 'none'],
      ['tls-failed', 'tls-error', 'none'],
      ['timed-out', 'unavailable', 'unknown'],
      ['cut-off', 'unavailable', 'unknown'],
      ['too-large', 'unavailable', 'unknown'],
    ]);
  });
});

describe('the sentence about a missing answer', () => {
  it.each([
    ['not-connected', 'HBS did not receive the request.'],
    ['timed-out', 'HBS may have acted on the request, so it is not repeated automatically.'],
  ] as const)('says after %s whether HBS can have acted on a remote start', (failure, consequence) => {
    const { sentence } = readHbsAnswer(authorizeRemoteStart, failure);
    expect(sentence.endsWith(` when asked for eRoamingAuthorizeRemoteStart. ${consequence}`)).toBe(true);
  });

  it('promises no caller that reading is repeated', () => {
    for (const failure of ['not-connected', 'timed-out', 'cut-off', 'too-large'] as const)
      expect(readHbsAnswer(pullEvseData, failure).sentence).toMatch(/ The request can be repeated safely\.$/);
  });
});

describe('what may be repeated', () => {
  const answers: readonly (HttpAnswer | 'timed-out' | 'not-connected')[] = [
    'timed-out',
    'not-connected',
    anAnswer(500, ''),
    anAnswer(200, ''),
    anAnswer(429, ''),
    anAnswer(200, acknowledged(false, '310')),
    anAnswer(200, acknowledged(false, '002')),
  ];
  const repeatable = (answer: HbsAnswer<unknown>): boolean => answer.repeatable;

  it('is reading, and an upload', () => {
    expect(answers.map((answer) => repeatable(readHbsAnswer(pullEvseData, answer)))).toEqual(
      answers.map(() => true),
    );
    const parallel = anAnswer(400, { StatusCode: { Code: '009' } });
    expect(readHbsAnswer(pushAuthenticationData, parallel).repeatable).toBe(true);
  });

  it('is never a remote start, stop or reservation', () => {
    const { remoteReservationStart, remoteReservationStop } = outboundOperations;
    for (const operation of [
      authorizeRemoteStart,
      authorizeRemoteStop,
      remoteReservationStart,
      remoteReservationStop,
    ]) {
      expect(answers.map((answer) => repeatable(readHbsAnswer(operation, answer)))).toEqual(
        answers.map(() => false),
      );
    }
  });
});
