import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { awaitListening } from '#platform';
import { ApiSettings } from '../api-settings.js';
import { serveDocumentation } from '../documentation/open-api.js';
import { acceptJsonBodies } from '../requests/json-bodies.js';
import { traceRequests } from './request-trace.js';

/** Prepares the HTTP server for the API (traces, bodies, documentation) and opens it. @throws {PortInUseError} */
export async function startApi(application: NestFastifyApplication): Promise<void> {
  traceRequests(application);
  acceptJsonBodies(application);
  serveDocumentation(application);
  const { API_PORT: port, API_HOST: host } = application.get(ApiSettings);
  await awaitListening(application.listen(port, host), 'API_PORT', port);
}
