import { describe, expect, it } from '@jest/globals';
import { LogJudge } from './log-judge.js';

const line = (fields: object): string =>
  JSON.stringify({ time: '2026-11-28T06:00:00Z', service: 'cdr', ...fields });

function judgeLines(...lines: readonly string[]): LogJudge {
  const judge = new LogJudge();
  for (const each of lines) judge.line('cdr', each);
  return judge;
}

describe('the judge of logs', () => {
  it('finds nothing in lines of information', () => {
    const judge = judgeLines(
      line({ level: 'info', msg: 'ready' }),
      line({ level: 'debug', code: 'SOME', msg: 'x' }),
    );
    expect(judge.problems).toEqual([]);
  });

  it('counts the warnings that invalid input must raise, and finds nothing in them', () => {
    const conflict = line({ level: 'warn', code: 'CDR_CONFLICTED', msg: 'a second record' });
    const judge = judgeLines(conflict, conflict);
    expect(judge.problems).toEqual([]);
    expect([...judge.expected]).toEqual([['CDR_CONFLICTED', 2]]);
  });

  it('finds every other alarm, once by its code with the first line', () => {
    const retried = (attempt: number): string =>
      line({ level: 'warn', code: 'MESSAGE_RETRIED', attempt, msg: 'tried again later' });
    const judge = judgeLines(retried(1), retried(2));
    expect(judge.unexpected).toBe(2);
    expect(judge.problems).toEqual([
      `cdr raised an alarm: MESSAGE_RETRIED (2 times), such as\n  ${retried(1)}`,
    ]);
  });

  it('finds every error, whatever its code', () => {
    const judge = judgeLines(
      line({ level: 'error', code: 'CDR_CONFLICTED', msg: 'an error after all' }),
      line({ level: 'fatal', msg: 'no code' }),
    );
    expect(judge.problems).toHaveLength(2);
  });

  it('finds what a service writes beside its log, and its death', () => {
    const judge = judgeLines('TypeError: x is not a function');
    judge.died('cdr', 'exit code 1');
    expect(judge.problems).toEqual([
      'cdr wrote a line that is not of its log (1 times), such as\n  TypeError: x is not a function',
      'cdr died (1 times), such as\n  exit code 1',
    ]);
  });
});
