import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { closeServer, listenOn } from '../listen.js';
import type { Readiness } from './readiness.js';

/**
 * `/livez` (the event loop turns), `/readyz` (200, or 503 with what is not ready) and `/metrics` (Prometheus) of one
 * process. `/livez` and `/readyz` name the process, so that its supervisor knows that it reached the right one. Plain HTTP
 * on a port of its own, so that probes reach it while nothing else works. Why not `@nestjs/terminus`:
 * docs/adr/0066-small-own-code-and-libraries.md.
 */
export class HealthServer {
  private readonly server: Server;

  constructor(
    private readonly service: string,
    private readonly readiness: Readiness,
    private readonly metrics: Registry,
  ) {
    this.server = createServer({ requestTimeout: 5_000 }, (request, response) => {
      void this.answer(request, response);
    });
  }

  /** Starts to listen. @throws {PortInUseError} */
  async listen(port: number): Promise<void> {
    await listenOn(this.server, { port, setting: 'HEALTH_PORT' });
    this.server.unref();
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (request.url) {
      case '/livez':
        return send(response, 200, { service: this.service, pid: process.pid, status: 'alive' });
      case '/readyz': {
        const { ready, waiting } = await this.readiness.report();
        const status = ready ? 'ready' : 'waiting';
        return send(response, ready ? 200 : 503, {
          service: this.service,
          pid: process.pid,
          status,
          waiting,
        });
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': this.metrics.contentType });
        response.end(await this.metrics.metrics());
        return;
      default:
        return send(response, 404, { paths: ['/livez', '/readyz', '/metrics'] });
    }
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
