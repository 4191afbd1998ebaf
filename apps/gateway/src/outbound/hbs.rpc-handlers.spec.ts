import { describe, expect, it } from '@jest/globals';
import { PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { callOfOperation, type HbsRequest, type RelayedOperation } from '#suite';
import type { HbsCalls } from './hbs-calls.js';
import type { HbsTimeouts } from './hbs-timeouts.js';
import { HbsRpcHandlers } from './hbs.rpc-handlers.js';

const request: HbsRequest = { providerId: 'DE-EMP', body: '{}' };
const context = { signal: new AbortController().signal, deadline: Date.now() + 1_000 };

/** The operation that HBS is called for when a handler runs. */
async function operationCalledBy(handler: RelayedOperation): Promise<string> {
  let called = 'none';
  const calls = {
    ask: (operation: string) => {
      called = operation;
      return Promise.resolve({ about: { kind: 'failed', failure: 'cut-off' }, bytes: Buffer.alloc(0) });
    },
  };
  // Their classes need a network and settings, and no more of them is used.
  const handlers = new HbsRpcHandlers(
    calls as unknown as HbsCalls,
    { of: () => 1_000 } as unknown as HbsTimeouts,
  );
  await handlers[handler](request, context);
  return called;
}

describe('a call of a service to HBS', () => {
  const operations = Object.keys(callOfOperation) as RelayedOperation[];

  it.each(operations)('reaches HBS as the operation that its message names: %s', async (operation) => {
    const patterns: unknown = Reflect.getMetadata(PATTERN_METADATA, HbsRpcHandlers.prototype[operation]);
    expect(patterns).toEqual([callOfOperation[operation]]);
    expect(await operationCalledBy(operation)).toBe(operation);
  });
});
