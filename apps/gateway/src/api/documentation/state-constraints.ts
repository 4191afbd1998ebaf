import type { OpenAPIObject } from '@nestjs/swagger';
import { LONGEST_IDENTIFIER } from '#suite';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;
type Schema = NonNullable<Parameter['schema']>;

/** No text of a request may contain U+0000. */
const TEXT_PATTERN = '^[^\\u0000]*$';

/**
 * Adds to the document what is enforced for every request: the form of its texts, the length of parameters in its path, and
 * that a body has no other members. What a member must be is in the schema of its class.
 */
export function stateConstraints(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    for (const parameter of operation.parameters ?? [])
      if ('in' in parameter) parameter.schema = addTextRules(parameter.schema ?? {}, parameter.in === 'path');
    stateBody(document, operation);
  }
}

function operationsOf({ paths }: OpenAPIObject): readonly Operation[] {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.values(paths).flatMap((path) =>
    methods.map((method) => path[method]).filter((each) => each !== undefined),
  );
}

function stateBody({ components }: OpenAPIObject, { requestBody }: Operation): void {
  if (requestBody === undefined || !('content' in requestBody)) return;
  const body = requestBody.content['application/json']?.schema;
  const name = body !== undefined && '$ref' in body ? body.$ref.split('/').at(-1) : undefined;
  const schema = components?.schemas?.[name ?? ''];
  if (schema === undefined || !('properties' in schema)) return;
  schema.properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([member, stated]) => [member, addTextRules(stated)]),
  );
  schema.additionalProperties = false;
  requestBody.required = (schema.required ?? []).length > 0;
}

function addTextRules(schema: Schema, isInPath = false): Schema {
  if ('$ref' in schema) return schema;
  const { type, items, enum: values, format, pattern } = schema;
  if (type === 'array' && items !== undefined) return { ...schema, items: addTextRules(items) };
  if (type !== 'string' || values !== undefined) return schema;
  return {
    ...(isInPath && { minLength: 1, maxLength: LONGEST_IDENTIFIER }),
    ...((format ?? pattern) === undefined && { pattern: TEXT_PATTERN }),
    ...schema,
  };
}
