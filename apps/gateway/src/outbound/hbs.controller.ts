import { Controller } from '@nestjs/common';
import type { CallContext, WithBytes } from '#messaging';
import { callOfOperation, RpcHandler, type HbsReply, type HbsRequest } from '#suite';
import { calledOperations, type CalledOperation } from './called-operations.js';
import { HbsCalls } from './hbs-calls.js';
import { HbsTimeouts } from './hbs-timeouts.js';

type Reply = Promise<WithBytes<HbsReply>>;

/**
 * The services' calls to HBS. Each is one exchange: the reply is what HBS sent, or why there is nothing. It answers the
 * call of every operation, by the table of the message map.
 */
@Controller()
export class HbsRpcHandlers {
  constructor(
    private readonly calls: HbsCalls,
    private readonly timeouts: HbsTimeouts,
  ) {}

  ask(operation: CalledOperation, request: HbsRequest, { signal }: CallContext): Reply {
    const timeout = AbortSignal.timeout(this.timeouts.of(operation));
    return this.calls.ask(operation, request, AbortSignal.any([signal, timeout]));
  }
}

for (const operation of calledOperations) {
  if (operation === 'pullEvseStatus') continue; // Its answer comes in parts: see evse-status.
  const value = function (this: HbsRpcHandlers, request: HbsRequest, context: CallContext): Reply {
    return this.ask(operation, request, context);
  };
  Object.defineProperty(HbsRpcHandlers.prototype, operation, { value });
  RpcHandler(callOfOperation[operation])(HbsRpcHandlers.prototype, operation, { value });
}
