import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { z } from 'zod';
import { pageQuery, suiteMessages, type SuiteMessages } from '#suite';
import { spellingReaderOf, type ReadPart, type SpellingReader } from './spelling-reader.js';

/** Members of a request by their names in the API. */
export type RequestShape = Readonly<Record<string, z.ZodType>>;

/** A class as NestJS knows the type of a body or a query: what it must be, and how its values may be spelled. */
export interface RequestClass<Value extends object = object> extends Type<Value> {
  readonly schema: z.ZodObject<RequestShape>;
  readonly readers: ReadonlyMap<string, SpellingReader>;
}

type RequestName = keyof SuiteMessages['rpcs'];
type MessageSchema<Name extends RequestName> = SuiteMessages['rpcs'][Name]['request']['schema'];
type MemberName<Name extends RequestName> = Extract<keyof z.output<MessageSchema<Name>>, string>;

/** How a request of the API differs from the message that it becomes. */
interface RequestOptions<Member extends string, Without extends Member> {
  /** Members that are not in this part of the request: they are in its path or its headers. */
  readonly without?: readonly Without[];
  /** Members whose schema has a default or a description of the API's own. */
  readonly instead?: { readonly [Name in Member]?: z.ZodType };
  /** What the values of a closed list are, such as `a state of sessions`, by the name of the member. */
  readonly nouns?: { readonly [Name in Member]?: string };
}

/** The class of a body that becomes a message: its members with their limits, descriptions and examples are the message's. */
export const bodyOf = <Name extends RequestName, Without extends MemberName<Name> = never>(
  name: Name,
  options: RequestOptions<MemberName<Name>, Without> = {},
): RequestClass<Omit<z.output<MessageSchema<Name>>, Without>> => readAs('body', name, options);

/** As {@link bodyOf}, for the query of a request. */
export const queryOf = <Name extends RequestName, Without extends MemberName<Name> = never>(
  name: Name,
  options: RequestOptions<MemberName<Name>, Without> = {},
): RequestClass<Omit<z.output<MessageSchema<Name>>, Without>> => readAs('query', name, options);

/** The members of the page of a list. */
export const pageShape = { ...pageQuery.shape, limit: pageQuery.shape.limit.default(50) };

/** A schema with other members, and with its rules about several of them. */
export const withShape = (
  schema: z.ZodObject<RequestShape>,
  shape: RequestShape,
): z.ZodObject<RequestShape> => schema.clone({ ...schema.def, shape });

function readAs<Value extends object>(
  part: ReadPart,
  name: RequestName,
  { without = [], instead = {}, nouns }: RequestOptions<string, string>,
): RequestClass<Value> {
  const schema: z.ZodObject<RequestShape> = suiteMessages.rpcs[name].request.schema;
  const shape: RequestShape = { ...schema.shape, ...('limit' in schema.shape && pageShape), ...instead };
  const members = Object.entries(shape).filter(([member]) => !without.includes(member));
  return requestClass<Value>(part, withShape(schema, Object.fromEntries(members)), nouns);
}

/**
 * Makes a class that NestJS can have as the type of a parameter: the pipe reads it with `schema`, the documentation
 * states the rules that the schema enforces.
 */
export function requestClass<Value extends object>(
  part: ReadPart,
  schema: z.ZodObject<RequestShape>,
  nouns: Readonly<Record<string, string | undefined>> = {},
): RequestClass<Value> {
  class Request {
    static readonly schema = schema;
    static readonly readers = new Map(
      Object.entries(schema.shape).map(([name, member]) => [
        name,
        spellingReaderOf(part, member, nouns[name]),
      ]),
    );
  }
  for (const [name, member] of Object.entries(schema.shape))
    ApiProperty(documented(part, member))(Request.prototype, name);
  // Its instances are the values that the pipe has read with the schema.
  return Request as unknown as RequestClass<Value>;
}

/** Whether NestJS passes a class of this file as the type of a parameter. */
export function isRequestClass(type: unknown): type is RequestClass {
  return typeof type === 'function' && 'schema' in type && 'readers' in type;
}

function documented(part: ReadPart, member: z.ZodType): object {
  const required = !member.safeParse(undefined).success;
  const {
    $schema: _,
    enum: values,
    ...stated
  } = z.toJSONSchema(member, { target: 'openapi-3.0', io: 'input' });
  const isNullable = part === 'body' && !required;
  return {
    ...stated,
    required,
    ...(values && { enum: isNullable ? [...values, null] : values }),
    ...(isNullable && { nullable: true }),
  };
}
