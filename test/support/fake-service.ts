import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import {
  done,
  MessagingModule,
  startMicroservice,
  type CloudEvent,
  type EventName,
  type RpcName,
  type RpcReply,
  type RpcRequest,
  type StreamChunk,
  type StreamName,
} from '#messaging';
import { EventHandler, RpcHandler, StreamHandler, suiteMessages, type SuiteMessages as Suite } from '#suite';
import { outboundOperations, type OutboundOperationName } from '#oicp';
import type { Platform } from '#platform';
import { checkRequest } from './conformity.js';

/** What a double answers and hears, by the names of the message map. */
export interface FakeHandlers {
  readonly calls?: {
    readonly [N in RpcName<Suite>]?: (request: RpcRequest<Suite, N>) => Promise<RpcReply<Suite, N>>;
  };
  readonly streams?: { readonly [N in StreamName<Suite>]?: () => AsyncIterable<StreamChunk<Suite, N>> };
  readonly events?: { readonly [N in EventName<Suite>]?: (event: CloudEvent<unknown>) => void };
}

/**
 * Stands in for a service, at the real broker. The queue of a bulkhead brings all of its calls: those that the double
 * says nothing of fail, because whoever is tested has no business with them.
 */
export async function startFakeService(
  platform: Platform,
  { calls = {}, streams = {}, events = {} }: FakeHandlers,
): Promise<INestMicroservice> {
  @Controller()
  class Double {}
  const add = (name: string, decorator: unknown, value: unknown): void => {
    Object.defineProperty(Double.prototype, name, { value });
    (decorator as MethodDecorator)(Double.prototype, name, { value });
  };

  const rpcs = { ...besides({ ...calls, ...streams }), ...calls };
  for (const [name, answer] of Object.entries(rpcs))
    add(name, RpcHandler(name as RpcName<Suite>), checked(name, answer));
  for (const [name, answer] of Object.entries(streams))
    add(name, StreamHandler(name as StreamName<Suite>), checked(name, answer));
  for (const [name, hear] of Object.entries(events)) {
    add(name, EventHandler(name as EventName<Suite>), (event: CloudEvent<unknown>) => {
      hear(event);
      return Promise.resolve(done);
    });
  }

  @Module({ imports: [MessagingModule.forService({ map: suiteMessages })], controllers: [Double] })
  class DoubleModule {}

  return await startMicroservice(platform, DoubleModule);
}

/** The other calls that come by the same queues, each refused. */
function besides(answered: object): Record<string, () => Promise<never>> {
  const all = Object.entries({ ...suiteMessages.rpcs, ...suiteMessages.streams });
  const queues = new Set(all.filter(([name]) => name in answered).map(([, { bulkhead }]) => bulkhead));
  const others = all.filter(([name, { bulkhead }]) => queues.has(bulkhead) && !(name in answered));
  return Object.fromEntries(
    others.map(([name]) => [name, () => Promise.reject(new Error(`nobody here asks for ${name}`))]),
  );
}

/** What services ask the gateway to send to HBS is checked like what HBS itself receives. */
function checked(name: string, answer: (...given: never[]) => unknown): (...given: never[]) => unknown {
  const operation = name
    .replace(/^hbs\./, '')
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!name.startsWith('hbs.') || !Object.hasOwn(outboundOperations, operation)) return answer;
  return (...given) => {
    const [{ body }] = given as unknown as readonly [{ readonly body: string }];
    checkRequest(operation as OutboundOperationName, body);
    return answer(...given);
  };
}
