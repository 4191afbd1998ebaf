import { z } from 'zod';
import { inboundOperations } from '#oicp';

const schema = z.record(z.string(), z.unknown());
type Schema = z.output<typeof schema>;

const content = z.record(z.string(), z.looseObject({ schema }));
const operation = z.looseObject({
  requestBody: z.looseObject({ content }),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
});
const openApi = z.looseObject({
  paths: z.record(z.string(), z.looseObject({ post: operation.optional() })),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

export type OicpDocument = z.output<typeof openApi>;
type Operation = z.output<typeof operation>;

const REFERENCE = '#/components/schemas/';

/**
 * Hubject's OpenAPI document of an EMP, for use against an edge:
 *
 * - Only what HBS calls us for. The rest is ours to call.
 * - No servers: they are Hubject's own.
 * - `oneOf` of requests becomes `anyOf`. The notifications allow every Type in each of four schemas, so what has the
 *   members of two, as operators send it, would be no example of either.
 * - Answers are closed to extra members: HBS reports one as a ValidationError.
 *
 * @throws {z.ZodError} when it is no such document
 */
export function edgeDocument(document: unknown): OicpDocument {
  const { servers: _hubjects, ...read } = openApi.parse(document);
  const schemas = read.components.schemas;
  const inbound = new Set(Object.values(inboundOperations).flatMap(({ paths }): readonly string[] => paths));
  const paths = Object.entries(read.paths).flatMap(([path, item]) =>
    inbound.has(path) && item.post
      ? [[path, { ...item, post: prepareOperation(item.post, schemas) }] as const]
      : [],
  );
  return { ...read, paths: Object.fromEntries(paths) };
}

function prepareOperation(
  { requestBody, responses, ...rest }: Operation,
  schemas: Record<string, Schema>,
): Operation {
  const answers = Object.entries(responses).map(([status, response]) => [
    status,
    { ...response, ...(response.content && { content: mapSchemas(response.content, closeSchema(schemas)) }) },
  ]);
  return {
    ...rest,
    requestBody: { ...requestBody, content: mapSchemas(requestBody.content, replaceOneOf) },
    responses: Object.fromEntries(answers) as Operation['responses'],
  };
}

function mapSchemas(
  of: z.output<typeof content>,
  change: (schema: Schema) => Schema,
): z.output<typeof content> {
  const changed = Object.entries(of).map(([type, { schema: each, ...rest }]) => [
    type,
    { ...rest, schema: change(each) },
  ]);
  return Object.fromEntries(changed) as z.output<typeof content>;
}

function replaceOneOf({ oneOf, ...rest }: Schema): Schema {
  return oneOf === undefined ? rest : { ...rest, anyOf: oneOf };
}

/** Closes a copy, so that the same schema stays open as part of a request. */
function closeSchema(schemas: Record<string, Schema>): (schema: Schema) => Schema {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...rest } = value as Schema;
    if (typeof $ref === 'string') return close(schemas[$ref.slice(REFERENCE.length)]);
    const closed = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, close(each)]));
    return 'properties' in closed ? { ...closed, additionalProperties: false } : closed;
  };
  return (each) => close(each) as Schema;
}
