import type { z } from 'zod';
import type { Body, JsonBody, ValueOf } from './body.js';

/** Calls that share a queue and its limits: what waits in one bulkhead cannot starve another. */
export interface Bulkhead<Owner extends string = string> {
  /** The service whose replicas answer the calls. */
  readonly owner: Owner;
  /** Calls that one replica runs at a time. */
  readonly concurrency: number;
  /** Calls that one caller may have waiting; past it a call is refused at once. */
  readonly maxPending: number;
}

/** A call with one reply. */
export interface RpcDefinition<Q extends Body = Body, P extends Body = Body> {
  /** The bulkhead whose queue carries the call. */
  readonly bulkhead: string;
  /** What the caller sends. */
  readonly request: Q;
  /** What the handler returns. */
  readonly reply: P;
  /** Milliseconds from the call until its reply is useless; a caller may set less. */
  readonly deadlineMs: number;
  /** Its effect must not happen twice: it never runs a second time, and after a lost reply the caller gets OUTCOME_UNKNOWN. */
  readonly once?: boolean;
  /** Largest request in bytes; 64 KiB by default. */
  readonly maxBytes?: number;
}

/** A call whose reply is a sequence of chunks, sent no faster than the caller consumes them. */
export interface StreamDefinition<Q extends Body = Body, C extends Body = Body> {
  /** The bulkhead whose queue carries the call. */
  readonly bulkhead: string;
  /** What the caller sends. */
  readonly request: Q;
  /** One part of the reply. */
  readonly chunk: C;
  /** Milliseconds of silence after which either side gives up. */
  readonly idleMs: number;
}

/** Something that has happened, published to every subscriber at least once. */
export interface EventDefinition<D extends z.ZodType = z.ZodType> {
  /** The event's payload. */
  readonly data: JsonBody<D>;
  /** What has happened, one sentence, for the event catalogue. */
  readonly about: string;
  /** What the event's `subject` names. */
  readonly subject: string;
}

/** Work that another service enqueues: once the broker has confirmed it, the sender is done. */
export interface IntakeDefinition<Owner extends string = string, B extends Body = Body> {
  /** The service whose replicas do the work. */
  readonly owner: Owner;
  /** The work itself. */
  readonly body: B;
  /** Largest body in bytes. */
  readonly maxBytes: number;
}

/** Every message of a system, by its name, which is its routing key, and with its shape. */
export interface MessageMap {
  /** Queues of calls and their limits, by name. */
  readonly bulkheads: Readonly<Record<string, Bulkhead>>;
  /** Calls with one reply. */
  readonly rpcs: Readonly<Record<string, RpcDefinition>>;
  /** Calls with a streamed reply. */
  readonly streams: Readonly<Record<string, StreamDefinition>>;
  /** Events for every subscriber. */
  readonly events: Readonly<Record<string, EventDefinition>>;
  /** Queues of work for one service each. */
  readonly intakes: Readonly<Record<string, IntakeDefinition>>;
}

/** The name of a call. */
export type RpcName<M extends MessageMap> = keyof M['rpcs'] & string;
/** The name of a streamed call. */
export type StreamName<M extends MessageMap> = keyof M['streams'] & string;
/** The name of an event. */
export type EventName<M extends MessageMap> = keyof M['events'] & string;
/** The name of an intake. */
export type IntakeName<M extends MessageMap> = keyof M['intakes'] & string;

/** What a call is sent with. */
export type RpcRequest<M extends MessageMap, N extends RpcName<M>> = ValueOf<M['rpcs'][N]['request']>;
/** What a call is answered with. */
export type RpcReply<M extends MessageMap, N extends RpcName<M>> = ValueOf<M['rpcs'][N]['reply']>;
/** What a streamed call is sent with. */
export type StreamRequest<M extends MessageMap, N extends StreamName<M>> = ValueOf<
  M['streams'][N]['request']
>;
/** One part of a streamed reply. */
export type StreamChunk<M extends MessageMap, N extends StreamName<M>> = ValueOf<M['streams'][N]['chunk']>;
/** The payload of an event. */
export type EventData<M extends MessageMap, N extends EventName<M>> = ValueOf<M['events'][N]['data']>;
/** The work of an intake. */
export type IntakeBody<M extends MessageMap, N extends IntakeName<M>> = ValueOf<M['intakes'][N]['body']>;

/** Checks a map and preserves its exact type, from which every payload's type follows. @throws {Error} for an unknown bulkhead */
export function defineMessages<const M extends MessageMap>(map: M): M {
  const answered = [...Object.entries(map.rpcs), ...Object.entries(map.streams)];
  for (const [name, { bulkhead }] of answered) {
    if (!(bulkhead in map.bulkheads))
      throw new Error(`${name} is in the bulkhead ${bulkhead}, which does not exist`);
  }
  return map;
}
