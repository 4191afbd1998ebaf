import { describe, expect, it } from '@jest/globals';
import { AnswerTally, describeFailure } from './answer-tally.js';
import { interactionsOf } from './interactions.js';

const base64 = (text: string): object => ({ $base64: Buffer.from(text).toString('base64') });

const request = {
  method: 'POST',
  uri: 'http://127.0.0.1:8080/v1/sessions',
  headers: {},
  body: base64('{"evseId":null}'),
};
const failed = (name: string, title: string, message: string): object => ({
  name,
  status: 'failure',
  failure_info: { failure: { type: 'Some', code: 'ST101', title, message } },
});

/** Events as schemathesis 4.32 writes them, with what is not read left out. */
const line = (response: object | null, checks: readonly object[]): string =>
  JSON.stringify({
    ScenarioFinished: {
      phase: 'fuzzing',
      recorder: {
        label: 'POST /v1/sessions',
        cases: { a1: { value: { method: 'POST', path: '/v1/sessions', id: 'a1' } } },
        checks: { a1: [{ name: 'not_a_server_error', status: 'success' }, ...checks] },
        interactions: { a1: { request, response, timestamp: 1 } },
      },
    },
  });

const answered = (status: number, ...checks: readonly object[]): string =>
  line({ status_code: status, headers: {}, content: base64('{"code":"SOME"}'), elapsed: 0.1 }, checks);

function answersTo(...lines: readonly string[]): AnswerTally {
  const answers = new AnswerTally();
  for (const interaction of lines.flatMap(interactionsOf)) answers.add(interaction);
  return answers;
}

describe('the events that schemathesis writes', () => {
  it('give each case with its request, its answer and what is wrong with it', () => {
    expect(interactionsOf(answered(422, failed('status_code_conformance', 'Undocumented', '422')))).toEqual([
      {
        operation: 'POST /v1/sessions',
        method: 'POST',
        url: 'http://127.0.0.1:8080/v1/sessions',
        body: '{"evseId":null}',
        answer: { status: 422, body: '{"code":"SOME"}' },
        failures: [{ check: 'status_code_conformance', what: 'Undocumented: 422' }],
      },
    ]);
  });

  it('give nothing for an event of another kind, and for a line that was cut', () => {
    expect(interactionsOf('{"EngineFinished":{"running_time":1}}')).toEqual([]);
    expect(interactionsOf('{"ScenarioFinished":{"recorder":{"label":"POST /v1/sessions"}}}')).toEqual([]);
    expect(interactionsOf(answered(200).slice(0, 100))).toEqual([]);
  });

  it('are not read past when they have another form', () => {
    expect(() => interactionsOf('{"ScenarioFinished":{"recorder":{"interactions":[]}}}')).toThrow('label');
  });
});

describe('the count of answers', () => {
  it('has cases, statuses, and every kind of failure once with its first case', () => {
    const wrong = failed('response_schema_conformance', 'Schema violation', 'such as this one\nand more');
    const answers = answersTo(answered(200), answered(422, wrong), answered(422, wrong));
    expect(answers.cases).toBe(3);
    expect(answers.statusLine).toBe('200: 1, 422: 2');
    expect(answers.failures.map(({ operation, times }) => [operation, times])).toEqual([
      ['POST /v1/sessions', 2],
    ]);
  });

  it('has a server error also where the document allows it and no check failed', () => {
    const answers = answersTo(answered(200), answered(503));
    expect(answers.serverErrors).toBe(1);
    expect(answers.failures.map(describeFailure)).toEqual([
      [
        'POST /v1/sessions: Answered 503 (no_5xx, 1 times), such as',
        '  POST http://127.0.0.1:8080/v1/sessions {"evseId":null}',
        '  → 503 {"code":"SOME"}',
      ].join('\n'),
    ]);
  });

  it('has a request without an answer as a failure', () => {
    const answers = answersTo(line(null, []));
    expect(answers.unanswered).toBe(1);
    expect(answers.failures).toHaveLength(1);
  });
});
