import { Controller } from '@nestjs/common';
import type { CallContext, WithBytes } from '#messaging';
import { callOfOperation, RpcHandler, type HbsReply, type HbsRequest } from '#suite';
import { calledOperations, type CalledOperation } from './called-operations.js';
import { HbsCalls } from './hbs-calls.js';
import { BackoffPolicy } from './backoff-policy.js';

type Reply = Promise<WithBytes<HbsReply>>;

/**
 * The services' calls to HBS. Each is one exchange: the reply is what HBS sent, or why there is nothing. It answers the
 * call of every operation, by the table of the message map.
 */
@Controller()
export class HbsController {
  constructor(
    private readonly calls: HbsCalls,
    private readonly patience: BackoffPolicy,
  ) {}

  ask(operation: CalledOperation, request: HbsRequest, { signal }: CallContext): Reply {
    const timeout = AbortSignal.timeout(this.patience.of(operation));
    return this.calls.ask(operation, request, AbortSignal.any([signal, timeout]));
  }
}

for (const operation of calledOperations) {
  if (operation === 'pullEvseStatus') continue; // Its answer comes in parts: see evse-status.
  const value = function (this: HbsController, request: HbsRequest, context: CallContext): Reply {
    return this.ask(operation, request, context);
  };
  Object.defineProperty(HbsController.prototype, operation, { value });
  RpcHandler(callOfOperation[operation])(HbsController.prototype, operation, { value });
}
