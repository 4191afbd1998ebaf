import { z } from 'zod';

/**
 * An event as it travels: CloudEvents 1.0, structured JSON (`application/cloudevents+json`), with the extensions
 * `traceparent` and `sequence`. Of two events with the same `source` and `subject`, the one whose `sequence` compares
 * higher as text is the later; gaps mean nothing.
 */
export interface CloudEvent<D> {
  readonly specversion: '1.0';
  readonly id: string;
  /** The service that tells it: `/authorization`. */
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When it happened, ISO 8601. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence: string;
  readonly traceparent?: string | undefined;
  readonly data: D;
}

export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

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
