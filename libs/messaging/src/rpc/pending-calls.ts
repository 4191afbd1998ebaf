import type { ConsumeMessage } from 'amqplib';
import { RpcError } from './rpc-error.js';

interface PendingCall {
  readonly call: string;
  resolve(reply: ConsumeMessage): void;
  reject(error: RpcError): void;
}

/** Calls that wait for their reply, by correlation id. */
export class PendingCalls {
  private readonly calls = new Map<string, PendingCall>();

  get size(): number {
    return this.calls.size;
  }

  /** The promise settles by {@link settle}, {@link fail}, {@link failAll}, or after `withinMs`. */
  register(id: string, call: string, withinMs: number): Promise<ConsumeMessage> {
    return new Promise<ConsumeMessage>((resolve, reject) => {
      const expire = (): void =>
        this.fail(id, new RpcError('DEADLINE_EXCEEDED', call, `no reply within ${withinMs} ms`));
      const timer = setTimeout(expire, withinMs);
      this.calls.set(id, {
        call,
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  settle(id: string, reply: ConsumeMessage): void {
    this.take(id)?.resolve(reply);
  }

  fail(id: string, error: RpcError): void {
    this.take(id)?.reject(error);
  }

  failAll(errorFor: (call: string) => RpcError): void {
    for (const [id, { call }] of this.calls) this.fail(id, errorFor(call));
  }

  private take(id: string): PendingCall | undefined {
    const pending = this.calls.get(id);
    this.calls.delete(id);
    return pending;
  }
}
