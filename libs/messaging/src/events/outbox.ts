import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { schemaOf } from '#persistence';
import { currentTraceparent } from '#platform';
import { encode } from '../map/body.js';
import type { EventData, EventName, MessageMap } from '../map/definitions.js';
import { PayloadError } from '../payload-error.js';
import type { CloudEvent } from './cloud-event.js';

const MAX_EVENT_BYTES = 1024 * 1024;

/** A database transaction whose events are published if, and only if, it commits. */
export interface OutboxTransaction<M extends MessageMap> {
  /** For the statements of the transaction. */
  readonly manager: EntityManager;
  /**
   * Publishes an event with the commit. Write the subject's state first, in the same transaction: the lock on that state is
   * what makes the sequence of one subject follow the order of its commits.
   */
  publish<N extends EventName<M>>(event: N, subject: string, data: EventData<M, N>): void;
  /**
   * Publishes one event for each row of a query, whose column `data` is the event's payload: for so many events that they
   * should not travel through this process. Only their consumers check them. They precede the events of {@link publish}.
   *
   * @param query SQL from code, never from input; its parameters are `$1` and on
   * @returns how many events will be published
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
  /** The service that publishes the events. */
  readonly service: string;
  /** Called after each commit with events, so that they need not wait for the next poll. */
  readonly poke: () => void;
}

/** Writes state and the events about it in one transaction. */
export class Outbox<M extends MessageMap> {
  constructor(private readonly options: OutboxOptions<M>) {}

  /** Runs `work` in a transaction. Its events are written at its end and relayed after its commit. */
  async transaction<T>(work: (transaction: OutboxTransaction<M>) => T | Promise<T>): Promise<T> {
    const events: EncodedEvent[] = [];
    let countByQuery = 0;
    const result = await this.options.dataSource.transaction(async (manager) => {
      const value = await work({
        manager,
        publish: (event, subject, data) => void events.push(this.envelop(event, subject, data)),
        publishEach: async (event, subject, query, parameters = []) => {
          const count = await this.writeEach(manager, event, subject, query, parameters);
          countByQuery += count;
          return count;
        },
      });
      if (events.length > 0) await this.write(manager, events);
      return value;
    });
    if (events.length + countByQuery > 0) this.options.poke();
    return result;
  }

  private envelop(event: string, subject: string, data: unknown): EncodedEvent {
    const definition = this.options.map.events[event];
    if (!definition) throw new Error(`the message map has no event ${event}`);
    const { content } = encode(event, definition.data, data);
    if (content.length > MAX_EVENT_BYTES) {
      throw new PayloadError(
        event,
        `it has ${content.length} bytes, more than the ${MAX_EVENT_BYTES} allowed`,
      );
    }
    const frame = JSON.stringify({ id: randomUUID(), ...this.frame(event, subject) });
    // Joined as text: the payload may have a megabyte, and was checked and serialised already.
    const envelope = `${frame.slice(0, -1)},"data":${content.toString()}}`;
    return `{"event":${JSON.stringify(event)},"envelope":${envelope}}`;
  }

  /** The envelope without its id and its data. */
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

  private async write(manager: EntityManager, events: readonly EncodedEvent[]): Promise<void> {
    await manager.query(
      `insert into ${schemaOf(manager.connection)}.outbox (event, envelope)
       select each->>'event', each->'envelope' from jsonb_array_elements($1::jsonb) with ordinality as t(each, position)
       order by position`,
      [`[${events.join(',')}]`],
    );
  }
}
