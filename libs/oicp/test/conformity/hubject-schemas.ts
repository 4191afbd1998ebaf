import { Ajv, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Operation } from '../../src/tables/operation.js';
import { documents, type Role, type Schema } from './openapi.js';
import { withExceptions } from './schema-exceptions.js';

/**
 * Where a value does not conform to a component of Hubject's OpenAPI documents, of both roles if both have it. Extra members
 * are refused, and `maximum` of a text is its length. Empty without test data.
 */
export function nonconformities(component: string, value: unknown): readonly string[] {
  return documents.flatMap(([role, { components }]) => {
    if (components.schemas[component] === undefined) return [];
    const validate = validatorOf(role, component);
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${component} (${role})${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  });
}

/** The same for a text, which must be JSON. */
export function nonconformitiesOfText(component: string, text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`${component} is not JSON`];
  }
  return nonconformities(component, value);
}

/** The documents spell acknowledgements without the second `e`. */
export const componentNamed = (message: string): string =>
  message.replace('Acknowledgement', 'Acknowledgment');

export const requestComponent = ({ request }: Operation): string => componentNamed(request.name);
export const answerComponent = ({ answer }: Operation): string => componentNamed(answer.name);

const ajvs = new Map<Role, Ajv>();
const validators = new Map<string, ValidateFunction>();

function validatorOf(role: Role, component: string): ValidateFunction {
  const name = `${role}#/components/schemas/${component}`;
  const known = validators.get(name);
  if (known !== undefined) return known;
  const validate = ajvOf(role).compile({ $ref: name });
  validators.set(name, validate);
  return validate;
}

function ajvOf(role: Role): Ajv {
  const known = ajvs.get(role);
  if (known !== undefined) return known;
  // The patterns escape characters that only expressions without the flag `u` let them escape.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: { ...fullFormats } });
  const [, document] = documents.find(([each]) => each === role) ?? [];
  const schemas = withExceptions(document?.components.schemas ?? {});
  const closed = Object.entries(schemas).map(([name, schema]) => [name, closedSchema(schema)] as const);
  ajv.addSchema({ components: { schemas: Object.fromEntries(closed) } }, role);
  ajvs.set(role, ajv);
  return ajv;
}

/** The schema in terms of JSON Schema, without additional members. */
function closedSchema(schema: Schema): object {
  const { properties, items, minimum, maximum, ...rest } = schema;
  const isText = schema.type === 'string';
  return {
    ...rest,
    ...(minimum !== undefined && { [isText ? 'minLength' : 'minimum']: minimum }),
    ...(maximum !== undefined && { [isText ? 'maxLength' : 'maximum']: maximum }),
    ...(items !== undefined && { items: closedSchema(items) }),
    ...(properties !== undefined && {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, closedSchema(each)]),
      ),
    }),
  };
}
