import { inboundOperations } from '../../src/tables/inbound-operations.js';
import type { Operation } from '../../src/tables/operation.js';
import { outboundOperations } from '../../src/tables/outbound-operations.js';
import { answerComponent, requestComponent } from '../conformity/hubject-schemas.js';
import { componentsOf, type OpenApi } from '../conformity/openapi.js';

/** Paths of the documents that no operation of an EMP has, and why. */
export const deliberatePaths: Readonly<Record<string, string>> = {
  '/charging/v21/providers/{externalID}/authorize-remote/stop':
    'The same path as the specification’s, with another name for the ProviderID.',
  '/evsepush/v23/operators/{operatorID}/data-records': 'A CPO calls HBS; an EMP pulls the records.',
  '/evsepush/v21/operators/{operatorID}/status-records': 'A CPO calls HBS; an EMP pulls the statuses.',
  '/dynamicpricing/v10/operators/{operatorID}/pricing-products': 'A CPO calls HBS; an EMP pulls the prices.',
  '/dynamicpricing/v10/operators/{operatorID}/evse-pricing': 'A CPO calls HBS; an EMP pulls the prices.',
};

const all: readonly Operation[] = [...Object.values(inboundOperations), ...Object.values(outboundOperations)];

/** Paths of a document that no operation here has; and operations whose bodies are others than there. */
export function unknownOperations({ paths }: OpenApi): readonly string[] {
  return Object.entries(paths).flatMap(([path, { post }]) => {
    const ours = all.filter((operation) => operation.paths.includes(path));
    if (ours.length === 0) return [path];
    const known = new Set(
      ours.flatMap((operation) => [requestComponent(operation), answerComponent(operation)]),
    );
    return [post.requestBody, post.responses['200']]
      .flatMap(({ content }) => componentsOf(content['application/json'].schema))
      .map((component) => component.replace(/^(eRoamingChargingNotification).*/, '$1'))
      .filter((component) => !known.has(component))
      .map((component) => `${path} ${component}`);
  });
}

/** Operations here that neither document has. */
export function undocumentedOperations(documents: readonly OpenApi[]): readonly string[] {
  const components = new Set(
    documents.flatMap(({ paths }) =>
      Object.values(paths).flatMap(({ post }) =>
        componentsOf(post.requestBody.content['application/json'].schema),
      ),
    ),
  );
  return all
    .filter((operation) => ![...components].some((name) => name.startsWith(requestComponent(operation))))
    .map(({ oicpName }) => oicpName);
}
