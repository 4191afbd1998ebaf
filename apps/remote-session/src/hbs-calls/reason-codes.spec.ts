import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RpcError, RpcRefusal } from '#messaging';
import { answerReasonCodes, reservationReasonCodes, sessionReasonCodes } from '#suite';
import { outboundOperations, readHbsAnswer, type ConnectionFailure } from '#oicp';
import { aboutStart, toOutcome, toFailureOutcome, toOverdueOutcome } from './hbs-outcome.js';

const FAILURES = [
  'not-connected',
  'tls-failed',
  'timed-out',
  'cut-off',
  'too-large',
] as const satisfies readonly ConnectionFailure[];
const answerOf = (status: number, body: string): Parameters<typeof readHbsAnswer>[1] => ({
  status,
  headers: {},
  body,
});
const ANSWERS = [
  ...FAILURES,
  answerOf(200, '{"Result":false}'),
  answerOf(200, ''),
  answerOf(200, '<html>'),
  answerOf(400, '{"message":"no","validationErrors":[]}'),
  answerOf(401, ''),
  answerOf(403, '<html>'),
  answerOf(429, ''),
  answerOf(503, '<html>'),
];

describe('the documentation of reasonCode', () => {
  it('lists every code that the lack of an answer, or an answer without a status code, can give', () => {
    const operation = outboundOperations.authorizeRemoteStart;
    const given = [
      ...ANSWERS.map((answer) => toOutcome(readHbsAnswer(operation, answer), aboutStart)),
      ...[
        'DEADLINE_EXCEEDED',
        'NO_HANDLER',
        'CONNECTION_LOST',
        'BROKER_AWAY',
        'OUTCOME_UNKNOWN',
        'OVERLOADED',
      ].map((code) => toFailureOutcome(new RpcError(code, 'hbs', 'why'), aboutStart)),
      toFailureOutcome(new RpcError('TOO_LARGE', 'hbs', 'why'), aboutStart),
      toFailureOutcome(new RpcError('INTERNAL', 'hbs', 'why'), aboutStart),
      toFailureOutcome(new RpcRefusal('HBS_LIMIT_REACHED', 'why'), aboutStart),
      toFailureOutcome(new RpcRefusal('ELSE', 'why'), aboutStart),
      toFailureOutcome(new Error('why'), aboutStart),
      toOverdueOutcome(aboutStart),
    ].map(({ says }) => says.reasonCode ?? '');
    const withoutStatus = given.filter((code) => !/^(?:REFUSED|UNKNOWN)_\d{3}$/.test(code));
    expect(withoutStatus).toContain('CUT_OFF');
    expect(withoutStatus.filter((code) => !(code in answerReasonCodes))).toEqual([]);
  });

  it('lists every code that this service writes', () => {
    const sources = join(import.meta.dirname, '..');
    const written = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .flatMap((name) =>
        Array.from(readFileSync(join(sources, name), 'utf8').matchAll(/reasonCode: '(\w+)'/g)),
      )
      .map(([, code = '']) => code.replace(/^RELEASE_/, ''));
    expect(written.length).toBeGreaterThan(5);
    const known = { ...answerReasonCodes, ...sessionReasonCodes, ...reservationReasonCodes };
    expect(written.filter((code) => !(code in known) && !/^REFUSED_\d{3}$/.test(code))).toEqual([]);
  });
});
