import { hasTestData, testData } from '../test-data.js';

/** A schema of Hubject's OpenAPI documents, with the keywords that occur there. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
  /** Of a text: its length, as the specification's tables say. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly description?: string;
}

interface Body {
  readonly content: Readonly<Record<'application/json', { readonly schema: Schema }>>;
}

interface PathItem {
  readonly post: { readonly requestBody: Body; readonly responses: Readonly<Record<'200', Body>> };
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export type Role = 'emp' | 'cpo';

function read(role: Role): OpenApi | undefined {
  return hasTestData ? (testData('..', 'oicp', `openapi-${role}-2.3.json`) as OpenApi) : undefined;
}

/** Hubject's documents for both roles; absent without test data. */
export const openApi: Readonly<Record<Role, OpenApi | undefined>> = { emp: read('emp'), cpo: read('cpo') };

export const documents: readonly (readonly [Role, OpenApi])[] = (['emp', 'cpo'] as const).flatMap((role) => {
  const document = openApi[role];
  return document === undefined ? [] : [[role, document] as const];
});

const PREFIX = '#/components/schemas/';

/** The component that a schema refers to. */
export function componentOf({ $ref }: Schema): string | undefined {
  return $ref?.startsWith(PREFIX) === true ? $ref.slice(PREFIX.length) : undefined;
}

/** The components that are a body. */
export function componentsOf(schema: Schema): readonly string[] {
  return (schema.oneOf ?? [schema]).flatMap((each) => componentOf(each) ?? []);
}
