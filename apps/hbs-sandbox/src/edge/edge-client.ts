import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agent, request } from 'undici';
import { developmentCertificates } from '../certificates/development-certificates.js';
import { SandboxSettings } from '../settings.js';

const LONGEST_WAIT_MS = 30_000;

/** An answer of the edge. */
export interface EdgeAnswer {
  readonly httpStatus: number;
  /** Parsed from JSON, or the text where it is not JSON. */
  readonly body: unknown;
  readonly durationMs: number;
}

/** Calls the edge of the EMP as HBS does: with its client certificate and its timeouts. */
@Injectable()
export class EdgeClient implements OnModuleInit, OnApplicationShutdown {
  private agent: Agent | undefined;

  constructor(private readonly settings: SandboxSettings) {}

  /** Loads the certificates, which are created where they are missing. */
  async onModuleInit(): Promise<void> {
    const { authority, hbsClient } = await developmentCertificates(this.settings.SANDBOX_CERTIFICATES_DIR);
    this.agent = new Agent({
      // Enough for AuthorizeStart at full rate; without a limit a hanging edge costs a socket per call.
      connections: 64,
      connect: {
        // The longest timeout of HBS: undici's default of ten seconds would give up a record too early.
        timeout: LONGEST_WAIT_MS,
        // One for all connections: reading the certificates again costs as much as the rest of a handshake, and when an
        // edge restarts on a busy machine, all connections are opened at the same time.
        secureContext: createSecureContext({
          ca: readFileSync(authority, 'utf8'),
          cert: readFileSync(hbsClient.certificate, 'utf8'),
          key: readFileSync(hbsClient.key, 'utf8'),
        }),
      },
    });
  }

  /** Closes the connections once their calls have ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.agent?.close();
  }

  /** Posts JSON to a path under `/api/oicp`. @throws if there is no answer within `withinMs` milliseconds */
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
