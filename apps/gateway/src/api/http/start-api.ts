import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { orPortInUse, type Log } from '#platform';
import { ApiSettings } from '../api-settings.js';
import { serveDocumentation } from '../documentation/open-api.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { acceptJsonBodies } from '../requests/json-bodies.js';
import { RequestTextsInterceptor } from '../requests/request-texts.interceptor.js';
import { RequestPipe } from '../requests/request.pipe.js';
import { traceRequests } from './request-trace.js';
import type { RoutedMethods } from './routed-methods.js';

/** Gives the HTTP side of the application its manners, and opens the API. @throws {PortInUseError} */
export async function startApi(
  application: NestFastifyApplication,
  log: Log,
  methods: RoutedMethods,
): Promise<void> {
  traceRequests(application);
  acceptJsonBodies(application);
  application.useGlobalFilters(new ProblemFilter(log.of('api'), methods));
  application.useGlobalInterceptors(new RequestTextsInterceptor());
  application.useGlobalPipes(new RequestPipe());
  serveDocumentation(application);
  const { API_PORT: port, API_HOST: host } = application.get(ApiSettings);
  await orPortInUse(application.listen(port, host), 'API_PORT', port);
}
