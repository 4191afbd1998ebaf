import { applyDecorators, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import type { CloudEvent } from '../events/cloud-event.js';
import type { Outcome } from '../consumer/outcome.js';
import type {
  EventData,
  EventName,
  IntakeBody,
  IntakeName,
  MessageMap,
  RpcName,
  RpcReply,
  RpcRequest,
  StreamChunk,
  StreamName,
  StreamRequest,
} from '../map/definitions.js';
import type { CallContext } from '../rpc/call-expiry.js';
import { AsThrownFilter } from './as-thrown.filter.js';

type Handles<F> = <H extends F>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/** The decorators of a message map. */
export interface HandlersOf<M extends MessageMap> {
  /** Answers a call: takes its request, returns its reply, throws {@link RpcRefusal} to refuse on purpose. */
  readonly RpcHandler: <N extends RpcName<M>>(
    name: N,
  ) => Handles<(request: RpcRequest<M, N>, context: CallContext) => Promise<RpcReply<M, N>>>;
  /** Answers a streamed call: an async generator of chunks, run no faster than the receiver consumes them. */
  readonly StreamHandler: <N extends StreamName<M>>(
    name: N,
  ) => Handles<(request: StreamRequest<M, N>) => AsyncIterable<StreamChunk<M, N>>>;
  /** Handles the events of one type. Must be idempotent: an event is delivered at least once. */
  readonly EventHandler: <N extends EventName<M>>(
    name: N,
  ) => Handles<(event: CloudEvent<EventData<M, N>>, signal: AbortSignal) => Promise<Outcome>>;
  /** Handles the work of an intake. Must be idempotent: work is delivered at least once. */
  readonly IntakeHandler: <N extends IntakeName<M>>(
    name: N,
  ) => Handles<(body: IntakeBody<M, N>, signal: AbortSignal) => Promise<Outcome>>;
}

/**
 * NestJS's `@MessagePattern` and `@EventPattern` for a message map: a handler whose parameters or result do not have the
 * shape that the map declares does not compile.
 */
export function handlersOf<M extends MessageMap>(): HandlersOf<M> {
  const call = (name: string): MethodDecorator => handler(MessagePattern(name));
  const work = (name: string): MethodDecorator => handler(EventPattern(name) as MethodDecorator);
  return { RpcHandler: call, StreamHandler: call, EventHandler: work, IntakeHandler: work } as HandlersOf<M>;
}

function handler(pattern: MethodDecorator): MethodDecorator {
  const parameters: MethodDecorator = (target, key) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
  return applyDecorators(parameters, pattern, UseFilters(AsThrownFilter));
}
