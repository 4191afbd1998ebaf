import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  inboundOperations,
  writeRefusal,
  writeStartAuthorized,
  writeStopAuthorized,
  writeAcknowledgement,
  type InboundOperationName,
} from '#oicp';
import type { DevelopmentCertificates } from '../../apps/hbs-sandbox/src/certificates/development-certificates.js';
import { checkAnswer } from './conformity.js';

export interface EdgeRequest {
  readonly operation: InboundOperationName;
  readonly path: string;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an EMP answers: an envelope, or `undefined` to cut the connection. */
export type EdgeBehaviour = (request: EdgeRequest) => string | undefined;

/** An EMP's edge over real mutual TLS: it records what HBS sends and answers as the test says. */
export class FakeEdge {
  readonly requests: EdgeRequest[] = [];
  behaviour: EdgeBehaviour = acceptAll;

  private constructor(private readonly server: Server) {}

  static async start({ authority, edge }: DevelopmentCertificates): Promise<FakeEdge> {
    const server = createServer({
      ca: readFileSync(authority),
      cert: readFileSync(edge.certificate),
      key: readFileSync(edge.key),
      requestCert: true,
    });
    const fakeHbs = new FakeEdge(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = parseRequest(request.url ?? '', Buffer.concat(chunks).toString());
        fakeHbs.requests.push(received);
        const answer = fakeHbs.behaviour(received);
        if (answer === undefined) request.socket.destroy();
        else response.setHeader('content-type', 'application/json').end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fakeHbs;
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** The calls of HBS for one operation so far. */
  of(operation: InboundOperationName): readonly EdgeRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Authorises and acknowledges everything. */
export function acceptAll({ operation, body }: EdgeRequest): string {
  const answer = acceptedAnswer(operation, body);
  checkAnswer(operation, answer);
  return answer;
}

function acceptedAnswer(operation: InboundOperationName, body: EdgeRequest['body']): string {
  const answer = { request: body, providerId: 'DE-EMP', empPartnerSessionId: 'ours' };
  if (operation === 'authorizeStart') return writeStartAuthorized(answer);
  if (operation === 'authorizeStop') return writeStopAuthorized(answer);
  return writeAcknowledgement(body);
}

/** Refuses everything. */
export function refuseAll({ operation, body }: EdgeRequest): string {
  const answer = writeRefusal(operation, { code: '021' }, body);
  checkAnswer(operation, answer);
  return answer;
}

function parseRequest(url: string, text: string): EdgeRequest {
  const path = decodeURIComponent(url);
  const operation = (Object.keys(inboundOperations) as InboundOperationName[]).find((name) =>
    inboundOperations[name].paths.some((template) => {
      const [head = '', tail = ''] = template.split('{operatorID}');
      return path.startsWith(`/api/oicp${head}`) && path.endsWith(tail);
    }),
  );
  if (operation === undefined) throw new Error(`no operation of HBS is called at ${path}`);
  return { operation, path, text, body: JSON.parse(text) as Record<string, unknown> };
}
