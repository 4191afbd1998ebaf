import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { orPortInUse, type Log } from '#platform';
import { ApiSettings } from './api-settings.js';
import { serveDocumentation } from './documentation/open-api.js';
import { Problem, type FieldProblem } from './problems/problem.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { takeNoBodyForNone } from './no-body.js';
import { traceRequests } from './request-trace.js';
import type { RoutedMethods } from './routed-methods.js';

/** Gives the HTTP side of the application its manners, and opens the API. @throws {PortInUseError} */
export async function startApi(
  application: NestFastifyApplication,
  log: Log,
  methods: RoutedMethods,
): Promise<void> {
  traceRequests(application);
  takeNoBodyForNone(application);
  application.useGlobalFilters(new ProblemFilter(log.of('api'), methods));
  application.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) =>
        new Problem(422, 'BODY_INVALID', 'The body is not as it should be.', {
          errors: fieldProblems(errors),
        }),
    }),
  );
  serveDocumentation(application);
  const { API_PORT: port, API_HOST: host } = application.get(ApiSettings);
  await orPortInUse(application.listen(port, host), 'API_PORT', port);
}

function fieldProblems(errors: readonly ValidationError[], above = ''): FieldProblem[] {
  return errors.flatMap(({ property, value, constraints, children = [] }) => {
    const pointer = `${above}/${property}`;
    // What is missing breaks every rule at once, also those about its length and form.
    const isMissing = constraints !== undefined && value === undefined;
    const details = isMissing ? [`${property} is missing`] : Object.values(constraints ?? {});
    const own = details.map((detail) => ({ pointer, detail }));
    return [...own, ...fieldProblems(children, pointer)];
  });
}
