/** The parts of the API's OpenAPI document that tests read. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, DocumentedSchema>> };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly DocumentedParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: DocumentedContent };
  readonly responses: Readonly<Record<string, { readonly content?: DocumentedContent }>>;
}

export interface DocumentedParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly example?: string;
  readonly schema: DocumentedSchema;
}

export type DocumentedContent = Readonly<Record<string, { readonly schema: DocumentedSchema }>>;

export interface DocumentedSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly items?: DocumentedSchema;
  readonly properties?: Readonly<Record<string, DocumentedSchema>>;
  readonly additionalProperties?: boolean;
}

/** An operation under `/v1`, and what it takes. */
export interface ApiOperation {
  /** As a report shows it: `put /v1/contracts/{evcoId}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DocumentedParameter[];
  readonly body: DocumentedSchema | undefined;
  readonly isBodyRequired: boolean;
  readonly responses: DocumentedOperation['responses'];
}

/** Every operation under `/v1`. */
export function operationsOf(document: ApiDocument): readonly ApiOperation[] {
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
        name: `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters,
        body: schemaOf(document, requestBody?.content['application/json']?.schema),
        isBodyRequired: requestBody?.required === true,
        responses,
      })),
    );
}

function schemaOf(document: ApiDocument, schema: DocumentedSchema | undefined): DocumentedSchema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? schema : document.components.schemas[name];
}

/** Valid values by the name of a parameter or member, where its example or format is not enough. */
const KNOWN: Readonly<Record<string, unknown>> = {
  evcoId: 'DE-EMP-C12345678-X',
  evseId: 'DE*ABC*E12345*1',
  pin: '1234',
};

/** A valid value for a schema. */
export function validValue(
  name: string,
  schema: DocumentedSchema,
  example: unknown = schema.example,
): unknown {
  if (name in KNOWN) return KNOWN[name];
  if (schema.enum !== undefined) return schema.enum[0];
  if (example !== undefined) return example;
  if (schema.format === 'date-time') return '2026-01-31T12:00:00Z';
  if (schema.format === 'uuid') return '4f9c1a0e-8f0b-4c5a-9a63-2f2d0f4f3a11';
  if (schema.type === 'array') return [validValue(name, schema.items ?? {})];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  return '1';
}

/** The body with its required members alone. */
export function leastBody({ required = [], properties = {} }: DocumentedSchema): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, validValue(name, properties[name] ?? {})]));
}
