import { z } from 'zod';
import { PayloadError } from '../payload-error.js';

/** A message whose body is JSON of one shape. Members the schema does not know are dropped at the boundary. */
export interface JsonBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'json';
  /** What the JSON must be. */
  readonly schema: S;
}

/** A message whose body is raw bytes, with a small JSON value in a header. */
export interface BytesBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'bytes';
  readonly schema: S;
}

/** The two forms of a body. */
export type Body = JsonBody | BytesBody;

/** Bytes as received, and what is known about them. */
export interface WithBytes<M> {
  /** The JSON value of the header. */
  readonly about: M;
  /** The body, byte for byte. */
  readonly bytes: Buffer;
}

/** The value that a body carries. */
export type ValueOf<B extends Body> =
  B extends JsonBody<infer S> ? z.output<S> : B extends BytesBody<infer S> ? WithBytes<z.output<S>> : never;

/** A body as it travels: content, its type, and the header of raw bytes. */
export interface EncodedBody {
  readonly content: Buffer;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

const ABOUT_HEADER = 'x-about';

/** Declares a JSON body. */
export const json = <S extends z.ZodType>(schema: S): JsonBody<S> => ({ kind: 'json', schema });
/** Declares a body of raw bytes, with the schema of the JSON value in their header. */
export const bytes = <S extends z.ZodType>(about: S): BytesBody<S> => ({ kind: 'bytes', schema: about });

/** A value as it travels. @throws {PayloadError} unless it has the body's shape: nothing malformed leaves a process */
export function encode(name: string, body: Body, value: unknown): EncodedBody {
  if (body.kind === 'json') {
    const content = Buffer.from(JSON.stringify(check(name, body.schema, value)));
    return { content, contentType: 'application/json', headers: {} };
  }
  if (!isWithBytes(value)) throw new PayloadError(name, 'it is not bytes with what is known about them');
  const about = JSON.stringify(check(name, body.schema, value.about));
  return {
    content: value.bytes,
    contentType: 'application/octet-stream',
    headers: { [ABOUT_HEADER]: about },
  };
}

/** A received value. @throws {PayloadError} unless it has the body's shape: nothing malformed is handled */
export function decode<B extends Body>(
  name: string,
  body: B,
  content: Buffer,
  headers: Readonly<Record<string, unknown>>,
): ValueOf<B> {
  if (body.kind === 'json') return check(name, body.schema, parse(name, content.toString())) as ValueOf<B>;
  const about = check(name, body.schema, parse(name, String(headers[ABOUT_HEADER])));
  return { about, bytes: content } as ValueOf<B>;
}

function check(name: string, schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new PayloadError(name, z.prettifyError(result.error).replaceAll('\n', ' '));
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PayloadError(name, 'it is not JSON');
  }
}

function isWithBytes(value: unknown): value is WithBytes<unknown> {
  return typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes);
}
