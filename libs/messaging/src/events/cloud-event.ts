import { z } from 'zod';

/**
 * An event as it travels: CloudEvents 1.0, structured JSON (`application/cloudevents+json`), with the extensions
 * `traceparent` and `sequence`. Of two events with the same `source` and `subject`, the one whose `sequence` compares
 * higher as text is the later; gaps mean nothing.
 */
export interface CloudEvent<D> {
  readonly specversion: '1.0';
  /** Unique per event: an event that arrives twice has the same `id`. */
  readonly id: string;
  /** The service that published it: `/authorization`. */
  readonly source: string;
  /** Its name in the message map: `cdr.received`. */
  readonly type: string;
  /** What it is about; the map says what the subject of each event is. */
  readonly subject: string;
  /** When it happened, ISO 8601. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** 19 decimal digits. */
  readonly sequence: string;
  /** W3C trace context of the work that published it. */
  readonly traceparent?: string | undefined;
  /** The payload that the map declares for `type`. */
  readonly data: D;
}

/** The content type of every event. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

/** The schema of an event whose payload has the schema `data`. */
export const cloudEventSchema = <D extends z.ZodType>(data: D): z.ZodType<CloudEvent<z.output<D>>> =>
  z.object({
    specversion: z.literal('1.0'),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.string().min(1),
    subject: z.string(),
    time: z.iso.datetime({ offset: true }),
    datacontenttype: z.literal('application/json'),
    sequence: z.string().regex(/^\d{19}$/),
    traceparent: z.string().optional(),
    data,
  }) as unknown as z.ZodType<CloudEvent<z.output<D>>>;

/** A sequence as fixed-width text, so that comparing text compares numbers. */
export function sequenceText(sequence: string | number | bigint): string {
  return String(sequence).padStart(19, '0');
}
