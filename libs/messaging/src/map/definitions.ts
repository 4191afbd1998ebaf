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
  readonly bulkhead: string;
  readonly request: Q;
  readonly reply: P;
  /** Milliseconds from the call until its answer is of no use; a caller may give less. */
  readonly deadlineMs: number;
  /** Its effect must not happen twice: it never runs a second time, and a lost answer is OUTCOME_UNKNOWN. */
  readonly once?: boolean;
  /** Largest request in bytes; 64 KiB unless told. */
  readonly maxBytes?: number;
}

/** A call whose reply comes in parts, no faster than they are taken. */
export interface StreamDefinition<Q extends Body = Body, C extends Body = Body> {
  readonly bulkhead: string;
  readonly request: Q;
  readonly chunk: C;
  /** Milliseconds without a sign of the other side after which either side gives up. */
  readonly idleMs: number;
}

/** Something that has happened, told to whoever subscribes, at least once. */
export interface EventDefinition<D extends z.ZodType = z.ZodType> {
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
  readonly body: B;
  /** Largest body in bytes. */
  readonly maxBytes: number;
}

/** Every message of a suite: its name, which is its routing key, and its shape. */
export interface MessageMap {
  readonly bulkheads: Readonly<Record<string, Bulkhead>>;
  readonly rpcs: Readonly<Record<string, RpcDefinition>>;
  readonly streams: Readonly<Record<string, StreamDefinition>>;
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly intakes: Readonly<Record<string, IntakeDefinition>>;
}

export type RpcName<M extends MessageMap> = keyof M['rpcs'] & string;
export type StreamName<M extends MessageMap> = keyof M['streams'] & string;
export type EventName<M extends MessageMap> = keyof M['events'] & string;
export type IntakeName<M extends MessageMap> = keyof M['intakes'] & string;

export type RpcRequest<M extends MessageMap, N extends RpcName<M>> = ValueOf<M['rpcs'][N]['request']>;
export type RpcReply<M extends MessageMap, N extends RpcName<M>> = ValueOf<M['rpcs'][N]['reply']>;
export type StreamRequest<M extends MessageMap, N extends StreamName<M>> = ValueOf<
  M['streams'][N]['request']
>;
export type StreamChunk<M extends MessageMap, N extends StreamName<M>> = ValueOf<M['streams'][N]['chunk']>;
export type EventData<M extends MessageMap, N extends EventName<M>> = ValueOf<M['events'][N]['data']>;
export type IntakeBody<M extends MessageMap, N extends IntakeName<M>> = ValueOf<M['intakes'][N]['body']>;

/** Checks a map as it is written and keeps its exact type, from which every payload's type follows. */
export function defineMessages<const M extends MessageMap>(map: M): M {
  const answered = [...Object.entries(map.rpcs), ...Object.entries(map.streams)];
  for (const [name, { bulkhead }] of answered) {
    if (!(bulkhead in map.bulkheads))
      throw new Error(`${name} is in the bulkhead ${bulkhead}, which does not exist`);
  }
  return map;
}
