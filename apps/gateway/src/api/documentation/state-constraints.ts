import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { rulesOf } from '../requests/rules.js';
import { LONGEST_IN_PATH, LONGEST_TEXT, TEXT_PATTERN } from '../requests/text-problems.js';
import { toKeywords, type Keywords } from './constraint-schemas.js';
import { operationIdOf } from './operation-id.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;

/**
 * Adds to the document what is enforced: the rules of the classes that bodies and queries are read into, and those of
 * every text. One declaration thereby yields both the documentation and the refusal.
 */
export function stateConstraints(document: OpenAPIObject, controllers: readonly Type[]): void {
  const types = new Map(controllers.flatMap((each) => findRequestTypes(each)));
  for (const operation of operationsOf(document)) {
    const read = types.get(operation.operationId ?? '') ?? [];
    for (const parameter of operation.parameters ?? [])
      if ('in' in parameter) stateParameter(parameter, read);
    const body = bodySchemaName(operation);
    const type = read.find(({ name }) => name === body);
    if (type !== undefined) stateBody(document, operation, type);
  }
}

/** Finds the classes that the methods of a controller read requests into, by the operation's identifier. */
export function findRequestTypes(controller: Type): readonly (readonly [string, readonly Type[]])[] {
  const methods = Object.getOwnPropertyNames(controller.prototype);
  return methods.map((method) => {
    const types: unknown = Reflect.getMetadata('design:paramtypes', controller.prototype as object, method);
    const classes = Array.isArray(types)
      ? types.filter((each): each is Type => typeof each === 'function')
      : [];
    return [operationIdOf(controller.name, method), classes.filter((each) => rulesOf(each).size > 0)];
  });
}

function operationsOf({ paths }: OpenAPIObject): readonly Operation[] {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.values(paths).flatMap((path) =>
    methods.map((method) => path[method]).filter((each) => each !== undefined),
  );
}

function stateParameter(parameter: Parameter, types: readonly Type[]): void {
  const rules = types.map((type) => rulesOf(type).get(parameter.name)).find((each) => each !== undefined);
  const stated = rules === undefined || parameter.in !== 'query' ? {} : toKeywords(rules);
  const longest =
    parameter.in === 'path' ? { minLength: 1, maxLength: LONGEST_IN_PATH } : { maxLength: LONGEST_TEXT };
  parameter.schema = addTextRules({ ...parameter.schema, ...stated }, longest);
}

function stateBody({ components }: OpenAPIObject, operation: Operation, type: Type): void {
  const schema = components?.schemas?.[type.name];
  if (schema === undefined || !('properties' in schema)) return;
  const properties = Object.entries(schema.properties ?? {}).map(([name, described]) => {
    const rules = rulesOf(type).get(name);
    const isRequired = schema.required?.includes(name) === true;
    const stated = { ...described, ...(rules && toKeywords(rules)) };
    return [name, allowNull(addTextRules(stated, { maxLength: LONGEST_TEXT }), !isRequired)] as const;
  });
  schema.properties = Object.fromEntries(properties);
  schema.additionalProperties = false;
  if (operation.requestBody !== undefined && 'content' in operation.requestBody)
    operation.requestBody.required = (schema.required ?? []).length > 0;
}

/** An optional member may also be `null`. */
function allowNull(schema: Keywords, isOptional: boolean): Keywords {
  if (!isOptional) return schema;
  const { enum: values } = schema;
  return {
    ...schema,
    nullable: true,
    ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }),
  };
}

function addTextRules(schema: Keywords, longest: Keywords): Keywords {
  const { type, items, enum: values, format, pattern } = schema;
  if (type === 'array' && typeof items === 'object')
    return { ...schema, items: addTextRules({ ...items }, longest) };
  if (type !== 'string' || values !== undefined) return schema;
  const form = format === undefined && pattern === undefined ? { pattern: TEXT_PATTERN } : {};
  return { ...longest, ...form, ...schema };
}

function bodySchemaName({ requestBody }: Operation): string | undefined {
  if (requestBody === undefined || !('content' in requestBody)) return undefined;
  const schema = requestBody.content['application/json']?.schema;
  return schema !== undefined && '$ref' in schema ? schema.$ref.split('/').at(-1) : undefined;
}
