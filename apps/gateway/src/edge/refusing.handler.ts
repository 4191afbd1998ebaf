import { writeRefusal, type InboundOperationName } from '#oicp';
import type { InboundAnswer, InboundHandler } from './inbound.js';

/**
 * An operation that no service answers yet: refused in form, so that HBS knows at once and keeps what it could not
 * deliver for us to fetch.
 */
export class RefusingHandler implements InboundHandler {
  readonly maxBytes = 8 * 1024 * 1024;

  constructor(readonly operation: InboundOperationName) {}

  answer(): Promise<InboundAnswer> {
    const body = writeRefusal(this.operation, { code: '320' });
    return Promise.resolve({ body, code: '320', violations: [], reason: 'no service answers this yet' });
  }
}
