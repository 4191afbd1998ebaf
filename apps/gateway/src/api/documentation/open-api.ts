import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { operationIdOf } from './operation-id.js';
import { stateConstraints } from './state-constraints.js';

const DESCRIPTION = [
  'The internal API of the EMP roaming suite: for the systems of the e-mobility provider itself, never for the internet.',
  'Every request needs a key (`Authorization: Bearer …`) with the scope that its operation names. Failures are problem details',
  '(RFC 9457) with a stable `code`: [all of them](/docs/problems). Lists are paged: `next` of a page is the `cursor`',
  'of the next one, and stays valid while the list changes. Every log line about a request carries its `X-Request-Id`.',
  'A member of a body that is `null` counts as absent, unless its description says otherwise. Times are RFC 3339 with any offset, from',
  '1970 to 9999.',
].join('\n');

/** The builder's default documents keys as JWTs; they are opaque. */
const KEY = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'opaque',
  description: 'A key of API_KEYS_FILE.',
} as const;

/** Creates the OpenAPI document of the API from its controllers. */
function createOpenApi(application: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('EMP roaming suite')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth(KEY);
  const document = SwaggerModule.createDocument(application, builder.build(), {
    operationIdFactory: operationIdOf,
  });
  stateConstraints(document);
  return document;
}

/** Serves the documentation at `/docs`, and the document itself at `/docs-json` and `/docs-yaml`. */
export function serveDocumentation(application: NestFastifyApplication): void {
  SwaggerModule.setup('docs', application, () => createOpenApi(application), {
    customSiteTitle: 'API of the EMP roaming suite',
  });
}
