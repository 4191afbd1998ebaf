import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agent, request } from 'undici';
import { developmentCertificates } from '../certificates/development-certificates.js';
import { SandboxSettings } from '../settings.js';

const LONGEST_WAIT_MS = 30_000;

export interface EdgeAnswer {
  readonly httpStatus: number;
  /** As it came; JSON where the edge keeps to the protocol. */
  readonly body: unknown;
  readonly durationMs: number;
}

/** HBS as it calls an EMP: with its client certificate, and with HBS's patience. */
@Injectable()
export class EdgeClient implements OnModuleInit, OnApplicationShutdown {
  private agent: Agent | undefined;

  constructor(private readonly settings: SandboxSettings) {}

  async onModuleInit(): Promise<void> {
    const { authority, hbsClient } = await developmentCertificates(this.settings.SANDBOX_CERTIFICATES_DIR);
    this.agent = new Agent({
      // Enough for AuthorizeStart at full rate; without a bound a hanging edge costs a socket per call.
      connections: 64,
      connect: {
        // As long as HBS waits for anything: undici's own ten seconds would give a record up too early.
        timeout: LONGEST_WAIT_MS,
        // One for all connections: reading certificates anew costs as much as the rest of a handshake, and when an edge
        // comes back on a busy machine, all connections shake hands at once.
        secureContext: createSecureContext({
          ca: readFileSync(authority, 'utf8'),
          cert: readFileSync(hbsClient.certificate, 'utf8'),
          key: readFileSync(hbsClient.key, 'utf8'),
        }),
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent?.close();
  }

  /** Posts to a path under `/api/oicp`, waiting as long as HBS does. */
  async post(path: string, body: string, withinMs: number): Promise<EdgeAnswer> {
    const started = performance.now();
    const { statusCode, body: answer } = await request(`${this.settings.SANDBOX_EDGE_URL}/api/oicp${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Process-ID': randomUUID() },
      body,
      signal: AbortSignal.timeout(withinMs),
      ...(this.agent && { dispatcher: this.agent }),
    });
    const text = await answer.text();
    return { httpStatus: statusCode, body: parseJson(text), durationMs: performance.now() - started };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
