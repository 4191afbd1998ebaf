import { Controller } from '@nestjs/common';
import type { CallContext, WithBytes } from '#messaging';
import { callOfOperation, RpcHandler, type HbsReply, type HbsRequest } from '#suite';
import { calledOperations, type CalledOperation } from './called-operations.js';
import { HbsCalls } from './hbs-calls.js';
import { HbsTimeouts } from './hbs-timeouts.js';

type Reply = Promise<WithBytes<HbsReply>>;

/**
 * Answers the services' calls of every OICP operation, by the table of the message map. Each is one exchange with HBS:
 * the reply is what HBS sent, or why there is none.
 */
@Controller()
export class HbsRpcHandlers {
  constructor(
    private readonly calls: HbsCalls,
    private readonly timeouts: HbsTimeouts,
  ) {}

  /** Calls HBS, until the caller's deadline or the timeout of the operation. */
  ask(operation: CalledOperation, request: HbsRequest, { signal }: CallContext): Reply {
    const timeout = AbortSignal.timeout(this.timeouts.of(operation));
    return this.calls.ask(operation, request, AbortSignal.any([signal, timeout]));
  }
}

for (const operation of calledOperations) {
  if (operation === 'pullEvseStatus') continue; // Answered as a stream: see evse-status.
  const value = function (this: HbsRpcHandlers, request: HbsRequest, context: CallContext): Reply {
    return this.ask(operation, request, context);
  };
  Object.defineProperty(HbsRpcHandlers.prototype, operation, { value });
  RpcHandler(callOfOperation[operation])(HbsRpcHandlers.prototype, operation, { value });
}
