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

/** What a fake service answers and receives, by the names of the message map. */
export interface FakeHandlers {
  readonly calls?: {
    readonly [N in RpcName<Suite>]?: (request: RpcRequest<Suite, N>) => Promise<RpcReply<Suite, N>>;
  };
  readonly streams?: { readonly [N in StreamName<Suite>]?: () => AsyncIterable<StreamChunk<Suite, N>> };
  readonly events?: { readonly [N in EventName<Suite>]?: (event: CloudEvent<unknown>) => void };
}

/**
 * Starts a fake of a service, at a real broker. The queue of a bulkhead has all of its calls: those without a handler
 * here fail, because the tested service must not make them.
 */
export async function startFakeService(
  platform: Platform,
  { calls = {}, streams = {}, events = {} }: FakeHandlers,
): Promise<INestMicroservice> {
  @Controller()
  class FakeController {}
  const add = (name: string, decorator: unknown, value: unknown): void => {
    Object.defineProperty(FakeController.prototype, name, { value });
    (decorator as MethodDecorator)(FakeController.prototype, name, { value });
  };

  const rpcs = { ...refuseOtherCalls({ ...calls, ...streams }), ...calls };
  for (const [name, answer] of Object.entries(rpcs))
    add(name, RpcHandler(name as RpcName<Suite>), checkRequests(name, answer));
  for (const [name, answer] of Object.entries(streams))
    add(name, StreamHandler(name as StreamName<Suite>), checkRequests(name, answer));
  for (const [name, receive] of Object.entries(events)) {
    add(name, EventHandler(name as EventName<Suite>), (event: CloudEvent<unknown>) => {
      receive(event);
      return Promise.resolve(done);
    });
  }

  @Module({ imports: [MessagingModule.forService({ map: suiteMessages })], controllers: [FakeController] })
  class FakeModule {}

  return await startMicroservice(platform, FakeModule);
}

/** Handlers for the other calls of the same queues: each refuses. */
function refuseOtherCalls(answered: object): Record<string, () => Promise<never>> {
  const all = Object.entries({ ...suiteMessages.rpcs, ...suiteMessages.streams });
  const queues = new Set(all.filter(([name]) => name in answered).map(([, { bulkhead }]) => bulkhead));
  const others = all.filter(([name, { bulkhead }]) => queues.has(bulkhead) && !(name in answered));
  return Object.fromEntries(
    others.map(([name]) => [
      name,
      () => Promise.reject(new Error(`the fake service has no handler of ${name}`)),
    ]),
  );
}

/** Checks what services ask the gateway to send to HBS like what HBS itself receives. */
function checkRequests(name: string, answer: (...given: never[]) => unknown): (...given: never[]) => unknown {
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
