import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { defineAlarms } from './alarm.js';
import { runCorrelated, currentTraceparent } from './correlation.js';
import { createLog, type Log } from './log.js';
import { maskCredentials, maskIdentity, maskText } from './mask.js';

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
  it('has service, part, level and fields', () => {
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

  it('has the trace in which it was written', () => {
    const { log, lines } = aLog();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    runCorrelated(traceparent, () => log.info('inside'));
    log.info('outside');
    expect(lines.map(({ traceId }) => traceId)).toEqual(['0af7651916cd43dd8448eb211c80319c', undefined]);
  });

  it('shortens identities of drivers and removes secrets at any depth', () => {
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

  it('has message, code and cause of an error, and no other property of a database driver’s error', () => {
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

describe('the identity of a driver in a field for something else', () => {
  const shown = (fields: Record<string, unknown>): unknown => {
    const { log, lines } = aLog();
    log.info('x', fields);
    return lines[0];
  };

  it.each([
    ['sessionId', '918273'],
    ['sessionId', '04a1b2c3d4e5f6'],
    ['cpoPartnerSessionId', 'card of Jane'],
    ['evseId', 'DE-ABC-C12345678-9'],
    ['evseId', 'DEADBEEF'],
    ['operatorId', '04A1B2C3'],
    ['processId', '04A1B2C3D4E5F6'],
    ['digits', '12345678'],
  ])('is shortened as %s: %s', (key, value) => {
    expect(shown({ [key]: value })).toMatchObject({ [key]: maskIdentity(value) });
    expect(shown({ [key]: maskIdentity(value) })).toMatchObject({ [key]: maskIdentity(value) });
  });

  it.each([
    ['sessionId', 'f98efba4-02d8-4fa0-b810-9a9d50d2c527'],
    ['sessionId', 'F98EFBA402D84FA0B8109A9D50D2C527'],
    ['evseId', 'DE*ABC*E12345*1'],
    ['evseId', '+49*810*000*438'],
    ['operatorId', '+49*536'],
    ['digest', 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'],
  ])('is not the %s %s', (key, value) => {
    expect(shown({ [key]: value })).toMatchObject({ [key]: value });
  });

  it.each([
    ['the card 04A1B2C3D4E5F6 is not known', 'the card 04…F6 is not known'],
    ['uuid: "04a1b2c3"', 'uuid: "04…c3"'],
    ['04:A1:B2:C3:D4:E5:F6!', '04…F6!'],
    ['the UID ABCDEFABCDEFAB', 'the UID AB…AB'],
    ['the UID ab cd ef ab', 'the UID ab…ab'],
    ['of DE-ABC-C12345678-9, DEABCC123456789 and DE*ABC*123456*3', 'of DE…-9, DE…89 and DE…*3'],
  ])('is shortened within a text: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each([
    'pulled 12345678 records in 14 s',
    'DE*ABC*E12345*1 and DE*ABC*E123456',
    'f98efba4-02d8-4fa0-b810-9a9d50d2c527 is up-and-running',
    'at file:///srv/dist/libs/oicp/src/index.js:12:34',
  ])('is not in a text that names none: %s', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('is found in a text of a megabyte without delay', () => {
    const texts = ['A', 'DE-ABC-', '04:', 'DE*ABC*', 'ABCDEC', '0A'].map((each) =>
      each.repeat(1_000_000 / each.length),
    );
    for (const text of texts) expect(maskText(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('an alarm', () => {
  it('is written with its code and counted', async () => {
    const metrics = new Registry();
    const { log, lines } = aLog(metrics);
    const alarms = defineAlarms({
      DOOR_OPEN: { level: 'warn', means: 'a door is open', act: 'Close it.' },
    });
    log.raise(alarms.DOOR_OPEN, { door: 1, code: 'REASON_OF_IT' });
    expect(lines[0]).toMatchObject({ level: 'warn', code: 'DOOR_OPEN', door: 1, msg: 'a door is open' });
    expect(await metrics.metrics()).toContain('alarms_total{code="DOOR_OPEN"} 1');
  });
});

describe('correlation', () => {
  it('continues a trace, and starts one if the header is absent or malformed', () => {
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(runCorrelated(given, currentTraceparent)).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/,
    );
    for (const odd of [undefined, '', 'x', 7, `${given}\r\nevil: 1`]) {
      expect(runCorrelated(odd, currentTraceparent)).toMatch(/^00-(?!0af765)[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }
    expect(currentTraceparent()).toBeUndefined();
  });
});

describe('masking', () => {
  it('hides short identities completely', () => {
    expect(maskIdentity('04A1B2')).toBe('***');
    expect(maskIdentity('04A1B2C3')).toBe('04…C3');
  });

  it('removes passwords from addresses and does not change other text', () => {
    expect(maskCredentials('amqp://emp:p%40ss@host:5672 away')).toBe('amqp://emp:***@host:5672 away');
    expect(maskCredentials('at 12:30 to a@b.c')).toBe('at 12:30 to a@b.c');
  });

  it('ends quickly for large texts and objects', () => {
    for (const text of ['x', 'a://', ':', 'a://b:']) {
      const long = text.repeat(100_000);
      expect(maskCredentials(long)).toBe(long);
    }
  });
});
