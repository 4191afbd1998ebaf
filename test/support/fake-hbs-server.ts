import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestCertificates } from './certificates.js';
import { checkRequestAt } from './conformity.js';

/** A call as HBS received it. */
export interface ReceivedCall {
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When its request was complete, by `performance.now()`. */
  readonly at: number;
  /** The common name in the certificate of the caller. */
  readonly caller: string | undefined;
}

/** Answers a call, cuts its connection, or leaves it without an answer. */
export type ServerBehaviour = (call: ReceivedCall, response: ServerResponse) => void | Promise<void>;

export interface FakeHbsServerOptions {
  readonly certificates: TestCertificates;
  readonly behaviour?: ServerBehaviour;
  /** The authority of the server's certificate; by default the tests' own. */
  readonly issuedBy?: Pick<TestCertificates, 'issue'>;
  /** The authority (PEM) of the clients it accepts; by default the tests' own. */
  readonly trusts?: string;
}

/** HBS as we call it, over mutual TLS: it answers by a function and records the calls. */
export class FakeHbsServer {
  readonly calls: ReceivedCall[] = [];
  behaviour: ServerBehaviour;

  private constructor(
    private readonly server: Server,
    behaviour: ServerBehaviour,
  ) {
    this.behaviour = behaviour;
  }

  static async start({
    certificates,
    behaviour,
    issuedBy,
    trusts,
  }: FakeHbsServerOptions): Promise<FakeHbsServer> {
    const identity = { name: 'HBS', purpose: 'server', hosts: ['localhost', '127.0.0.1'] } as const;
    const { certificate: cert, key } = await (issuedBy ?? certificates).issue(identity);
    const server = createServer({
      cert,
      key,
      ca: trusts ?? certificates.authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
      keepAliveTimeout: 60_000,
    });
    const hbs = new FakeHbsServer(server, behaviour ?? answering(200, {}));
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => {});
      request.on('end', () => {
        const peer = 'getPeerX509Certificate' in request.socket ? request.socket : undefined;
        const certificate = (
          peer as { getPeerX509Certificate?: () => { subject: string } } | undefined
        )?.getPeerX509Certificate?.();
        const call = {
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
          at: performance.now(),
          caller: /^CN=(.*)$/m.exec(certificate?.subject ?? '')?.[1],
        };
        hbs.calls.push(call);
        checkRequestAt(call.path, call.body);
        void hbs.behaviour(call, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return hbs;
  }

  get baseUrl(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/api/oicp`;
  }

  /** Cuts every connection. */
  cutAll(): void {
    this.server.closeAllConnections();
  }

  /** The most calls within any window of this many milliseconds. */
  mostWithin(windowMs: number): number {
    const instants = this.calls.map(({ at }) => at);
    return Math.max(
      0,
      ...instants.map((from) => instants.filter((at) => at >= from && at < from + windowMs).length),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

/** Answers every call alike: an object as JSON, a text or bytes as they are. */
export function answering(
  status: number,
  body: object | string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): ServerBehaviour {
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json;charset=utf-8';
  return (_call, response) => {
    response.writeHead(status, { 'content-type': type, 'process-id': 'test-process', ...headers });
    response.end(content);
  };
}
