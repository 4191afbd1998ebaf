import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { defineAlarms } from './alarm.js';
import { correlated, currentTraceparent } from './correlation.js';
import { createLog, type Log } from './log.js';
import { maskCredentials, maskIdentity } from './mask.js';

function aLog(metrics?: Registry): { log: Log; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({
    service: 'test',
    level: 'debug',
    format: 'json',
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    ...(metrics && { metrics }),
  });
  return { log, lines };
}

describe('a log line', () => {
  it('carries service, part, level and fields', () => {
    const { log, lines } = aLog();
    log.of('edge').info('a card was swiped', { evseId: 'DE*ABC*E1' });
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'test',
        part: 'edge',
        evseId: 'DE*ABC*E1',
        msg: 'a card was swiped',
      }),
    ]);
  });

  it('carries the trace it was written in', () => {
    const { log, lines } = aLog();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    correlated(traceparent, () => log.info('inside'));
    log.info('outside');
    expect(lines.map(({ traceId }) => traceId)).toEqual(['0af7651916cd43dd8448eb211c80319c', undefined]);
  });

  it('shows of a driver too little to act as that driver, and nothing of a secret, at any depth', () => {
    const { log, lines } = aLog();
    log.info('x', {
      uid: '04A1B2C3D4E5F6',
      nested: [{ EvcoID: 'DE-ABC-C12345678-9', PIN: '1234' }],
      error: new Error('no answer from amqp://emp:hunter2@broker'),
    });
    const written = JSON.stringify(lines);
    expect(lines[0]).toMatchObject({ uid: '04…F6', nested: [{ EvcoID: 'DE…-9', PIN: '***' }] });
    for (const secret of ['A1B2C3D4', 'C12345678', '1234', 'hunter2']) expect(written).not.toContain(secret);
  });

  it('keeps of an error its message, code and cause, and not what else a driver hung on it', () => {
    const { log, lines } = aLog();
    const error = Object.assign(new Error('duplicate key', { cause: new Error('deeper') }), {
      code: '23505',
      detail: 'Key (uid)=(04A1B2C3D4E5F6) already exists.',
    });
    log.info('x', { error });
    expect(lines[0]?.['error']).toMatchObject({
      message: 'duplicate key',
      code: '23505',
      cause: { message: 'deeper' },
    });
    expect(JSON.stringify(lines)).not.toContain('04A1B2C3D4E5F6');
  });
});

describe('an alarm', () => {
  it('is written with its code and counted', async () => {
    const metrics = new Registry();
    const { log, lines } = aLog(metrics);
    const alarms = defineAlarms({
      DOOR_OPEN: { level: 'warn', means: 'a door stands open', act: 'Close it.' },
    });
    log.raise(alarms.DOOR_OPEN, { door: 1, code: 'REASON_OF_IT' });
    expect(lines[0]).toMatchObject({ level: 'warn', code: 'DOOR_OPEN', door: 1, msg: 'a door stands open' });
    expect(await metrics.metrics()).toContain('alarms_total{code="DOOR_OPEN"} 1');
  });
});

describe('correlation', () => {
  it('continues a trace, and starts one where the header is absent or malformed', () => {
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(correlated(given, currentTraceparent)).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/,
    );
    for (const odd of [undefined, '', 'x', 7, `${given}\r\nevil: 1`]) {
      expect(correlated(odd, currentTraceparent)).toMatch(/^00-(?!0af765)[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }
    expect(currentTraceparent()).toBeUndefined();
  });
});

describe('masking', () => {
  it('hides short identities whole', () => {
    expect(maskIdentity('04A1B2')).toBe('***');
    expect(maskIdentity('04A1B2C3')).toBe('04…C3');
  });

  it('takes passwords out of addresses and leaves other text alone', () => {
    expect(maskCredentials('amqp://emp:p%40ss@host:5672 away')).toBe('amqp://emp:***@host:5672 away');
    expect(maskCredentials('at 12:30 to a@b.c')).toBe('at 12:30 to a@b.c');
  });

  it('comes to an end with a great deal of anything', () => {
    for (const text of ['x', 'a://', ':', 'a://b:']) {
      const long = text.repeat(100_000);
      expect(maskCredentials(long)).toBe(long);
    }
  });
});
