import { z } from 'zod';
import { PayloadError } from '../payload-error.js';

/** A message whose body is JSON of one shape. Members the schema does not know are dropped at the boundary. */
export interface JsonBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'json';
  readonly schema: S;
}

/** A message whose body is raw bytes, with a small JSON value beside them in a header. */
export interface BytesBody<S extends z.ZodType = z.ZodType> {
  readonly kind: 'bytes';
  readonly schema: S;
}

export type Body = JsonBody | BytesBody;

/** Bytes as they came, and what is known about them. */
export interface WithBytes<M> {
  readonly about: M;
  readonly bytes: Buffer;
}

export type ValueOf<B extends Body> =
  B extends JsonBody<infer S> ? z.output<S> : B extends BytesBody<infer S> ? WithBytes<z.output<S>> : never;

/** A body as it travels: content, its type, and the header beside raw bytes. */
export interface EncodedBody {
  readonly content: Buffer;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

const ABOUT_HEADER = 'x-about';

export const json = <S extends z.ZodType>(schema: S): JsonBody<S> => ({ kind: 'json', schema });
export const bytes = <S extends z.ZodType>(about: S): BytesBody<S> => ({ kind: 'bytes', schema: about });

/** @throws {PayloadError} for a value that is not of the body's shape: nothing malformed leaves a process */
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

/** @throws {PayloadError} for a content that is not of the body's shape: nothing malformed is handled */
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
