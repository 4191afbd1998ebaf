import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Agent, request } from 'undici';
import {
  developmentCertificates,
  type DevelopmentCertificates,
} from '../../apps/hbs-sandbox/src/certificates/development-certificates.js';
import { sandboxSettings } from '../../apps/hbs-sandbox/src/settings.js';
import { startSandbox } from '../../apps/hbs-sandbox/src/start-sandbox.js';
import { outboundOperations, pathOf, type OutboundOperationName, type PathParts } from '#oicp';
import { loadSettings } from '#platform';
import { freePorts } from '../../tools/suite-for-tests.js';
import { FakeEdge } from './fake-edge.js';
import { testPlatform } from './test-platform.js';

export interface SandboxAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Of a body that is JSON. */
  readonly json: Record<string, unknown>;
}

export interface SandboxCallOptions extends PathParts {
  readonly template?: string;
  readonly signal?: AbortSignal;
}

/** The sandbox in this process, between an EMP's edge and a tester: over real mutual TLS and its control API. */
export class TestSandbox {
  private constructor(
    private readonly folder: string,
    readonly certificates: DevelopmentCertificates,
    private readonly application: NestFastifyApplication,
    readonly hbsUrl: string,
    readonly controlUrl: string,
    readonly edge: FakeEdge,
    private readonly agent: Agent,
  ) {}

  static async start(exchanged: Readonly<Record<string, string>> = {}): Promise<TestSandbox> {
    const folder = mkdtempSync(join(tmpdir(), 'emp-suite-sandbox-'));
    const certificates = await developmentCertificates(folder);
    const { hbs, control } = await freePorts({ hbs: 0, control: 0 });
    const edge = await FakeEdge.start(certificates);
    const environment = {
      // Enough for most tests, and generated quickly.
      SANDBOX_EVSES: '50',
      SANDBOX_STATUS_CHANGES_PER_MINUTE: '0',
      SANDBOX_EDGE_URL: edge.url,
      SANDBOX_CERTIFICATES_DIR: folder,
      SANDBOX_HBS_PORT: String(hbs),
      SANDBOX_CONTROL_PORT: String(control),
      ...exchanged,
    };
    const platform = testPlatform('hbs-sandbox', ...loadSettings(sandboxSettings, environment));
    const application = await startSandbox(platform);
    const agent = new Agent({
      connect: {
        ca: readFileSync(certificates.authority),
        cert: readFileSync(certificates.empClient.certificate),
        key: readFileSync(certificates.empClient.key),
      },
    });
    const hbsUrl = `https://localhost:${hbs}/api/oicp`;
    const controlUrl = `http://127.0.0.1:${control}`;
    return new TestSandbox(folder, certificates, application, hbsUrl, controlUrl, edge, agent);
  }

  /** Calls HBS for an operation; `body` is JSON unless it is a text. */
  async call(
    name: OutboundOperationName,
    body: object | string,
    { template, signal, ...parts }: SandboxCallOptions = {},
  ): Promise<SandboxAnswer> {
    const path = pathOf(outboundOperations[name], { providerID: 'DE-EMP', ...parts }, template);
    const answer = await request(`${this.hbsUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      dispatcher: this.agent,
      ...(signal && { signal }),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, body: bytes, json: parseJson(bytes) };
  }

  /** Calls the control API of the sandbox. */
  async control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<SandboxAnswer> {
    const answer = await request(`${this.controlUrl}/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, body: bytes, json: parseJson(bytes) };
  }

  async stop(): Promise<void> {
    await this.agent.destroy();
    await this.application.close();
    await this.edge.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(bytes.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
