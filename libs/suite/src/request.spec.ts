import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decode, encode, PayloadError } from '#messaging';
import { request, requestId, requestInstant } from './request.js';
import { suiteMessages } from './suite-messages.js';

const body = request(
  z.object({
    name: z.string().optional(),
    list: z.array(z.string()).optional(),
    at: requestInstant.optional(),
  }),
);
const received = (value: object): unknown => decode('a call', body, Buffer.from(JSON.stringify(value)), {});

describe('a request between services', () => {
  it('passes an instant to its handler in UTC, whatever its offset', () => {
    expect(received({ at: '2026-01-31T12:00:00+23:59' })).toEqual({ at: '2026-01-30T12:01:00.000Z' });
  });

  it.each([
    [{ name: 'a\0b' }, 'name'],
    [{ name: '\uD83D' }, 'name'],
    [{ list: ['a', 'b\0'] }, 'list'],
    [{ at: '1969-12-31T23:59:59Z' }, '1970'],
    [{ at: '2026-01-31T12:00:00+24:00' }, 'at'],
  ])(
    'with %j does not have the agreed shape, neither for its sender nor for its receiver',
    (value, named) => {
      for (const act of [() => received(value), () => encode('a call', body, value)]) {
        expect(act).toThrow(PayloadError);
        expect(act).toThrow(named);
        expect(act).not.toThrow('\0');
      }
    },
  );

  it.each(['null', '7', '[]', '"a"'])(
    'for a list of a range has not the agreed shape where it is %s',
    (text) => {
      const { request: list } = suiteMessages.rpcs['cdr.list'];
      expect(() => decode('cdr.list', list, Buffer.from(text), {})).toThrow(PayloadError);
    },
  );

  it('accepts every UUID that PostgreSQL accepts, of whatever version', () => {
    expect(requestId.safeParse('aaaaaaaa-aaaa-0aaa-0aaa-aaaaaaaaaaaa').success).toBe(true);
    expect(requestId.safeParse('-'.repeat(36)).success).toBe(false);
  });

  it.each(['cdr.get', 'evse.get', 'session.list', 'authorization.list-tokens', 'sync.runs'] as const)(
    'refuses a text that no database stores, as %s does',
    (name) => {
      const { request: asked } = suiteMessages.rpcs[name];
      const value = { limit: 1, cursor: 'a\0', sessionId: 'a\0', evseId: 'a\0' };
      expect(() => encode(name, asked, value)).toThrow('U+0000');
    },
  );
});
