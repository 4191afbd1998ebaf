import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { schemaOf } from '#persistence';
import { currentTraceparent } from '#platform';
import { encode } from '../map/body.js';
import type { EventData, EventName, MessageMap } from '../map/definitions.js';
import { PayloadError } from '../payload-error.js';
import type { CloudEvent } from './cloud-event.js';

const MAX_EVENT_BYTES = 1024 * 1024;

/** A database transaction whose events are told if, and only if, it commits. */
export interface OutboxTransaction<M extends MessageMap> {
  readonly manager: EntityManager;
  /**
   * Tells an event with the commit. Write the subject's state first, in the same transaction: the lock on that state is
   * what makes the sequence of one subject follow the order of its commits.
   */
  publish<N extends EventName<M>>(event: N, subject: string, data: EventData<M, N>): void;
  /**
   * Tells one event for each row of a query, whose column `data` is what the event carries: for so many that they should
   * not travel through this process. Nothing checks them before their consumers do, and what is told this way is told
   * before what {@link publish} tells.
   *
   * @param query SQL from code, never from input; its parameters are `$1` and on
   * @returns how many events were told
   */
  publishEach(
    event: EventName<M>,
    subject: string,
    query: string,
    parameters?: readonly unknown[],
  ): Promise<number>;
}

/** An event as JSON: `{ "event", "envelope" }`, the envelope without its sequence. */
type EncodedEvent = string;

type Frame = Omit<CloudEvent<unknown>, 'sequence' | 'id' | 'data'>;

export interface OutboxOptions<M extends MessageMap> {
  readonly map: M;
  readonly dataSource: DataSource;
  /** The service that tells the events. */
  readonly service: string;
  /** Told after each commit with events, so that they need not wait for the next poll. */
  readonly poke: () => void;
}

/** Where state and the events that speak of it are written together. */
export class Outbox<M extends MessageMap> {
  constructor(private readonly options: OutboxOptions<M>) {}

  /** Runs `work` in a transaction. Its events are written at its end and relayed after its commit. */
  async transaction<T>(work: (transaction: OutboxTransaction<M>) => T | Promise<T>): Promise<T> {
    const told: EncodedEvent[] = [];
    let toldByQuery = 0;
    const result = await this.options.dataSource.transaction(async (manager) => {
      const value = await work({
        manager,
        publish: (event, subject, data) => void told.push(this.envelop(event, subject, data)),
        publishEach: async (event, subject, query, parameters = []) => {
          const count = await this.writeEach(manager, event, subject, query, parameters);
          toldByQuery += count;
          return count;
        },
      });
      if (told.length > 0) await this.write(manager, told);
      return value;
    });
    if (told.length + toldByQuery > 0) this.options.poke();
    return result;
  }

  private envelop(event: string, subject: string, data: unknown): EncodedEvent {
    const definition = this.options.map.events[event];
    if (!definition) throw new Error(`the message map has no event ${event}`);
    const { content } = encode(event, definition.data, data);
    if (content.length > MAX_EVENT_BYTES) {
      throw new PayloadError(event, `it has ${content.length} bytes, more than ${MAX_EVENT_BYTES}`);
    }
    const frame = JSON.stringify({ id: randomUUID(), ...this.frame(event, subject) });
    // Put together as text: an event may have a megabyte, which was checked and written already.
    const envelope = `${frame.slice(0, -1)},"data":${content.toString()}}`;
    return `{"event":${JSON.stringify(event)},"envelope":${envelope}}`;
  }

  /** What an envelope holds beside its id and its data. */
  private frame(event: string, subject: string): Frame {
    const traceparent = currentTraceparent();
    return {
      specversion: '1.0',
      source: `/${this.options.service}`,
      type: event,
      subject,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      ...(traceparent !== undefined && { traceparent }),
    };
  }

  private async writeEach(
    manager: EntityManager,
    event: string,
    subject: string,
    query: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    if (!this.options.map.events[event]) throw new Error(`the message map has no event ${event}`);
    const [own, frame] = [parameters.length + 1, parameters.length + 2];
    const rows = await manager.query<unknown[]>(
      `insert into ${schemaOf(manager.connection)}.outbox (event, envelope)
       select $${own}, $${frame}::jsonb || jsonb_build_object('id', gen_random_uuid(), 'data', each.data)
       from (${query}) each returning 1`,
      [...parameters, event, JSON.stringify(this.frame(event, subject))],
    );
    return rows.length;
  }

  private async write(manager: EntityManager, told: readonly EncodedEvent[]): Promise<void> {
    await manager.query(
      `insert into ${schemaOf(manager.connection)}.outbox (event, envelope)
       select told->>'event', told->'envelope' from jsonb_array_elements($1::jsonb) with ordinality as t(told, position)
       order by position`,
      [`[${told.join(',')}]`],
    );
  }
}
