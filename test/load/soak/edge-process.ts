import type { TestCertificates } from '../../support/certificates.js';
import { startServiceProcess, type ServiceProcess } from '../../support/service-process.js';
import { freePorts } from '../../../tools/suite-for-tests.js';

const HBS_NAME = 'hbs.example';
const READY_WITHIN_MS = 120_000;

/** The client's certificate, the authority of both sides, and the files of the edge. */
export interface EdgeTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly edgeFiles: Readonly<Record<string, string>>;
}

/** A gateway as a process of its own. */
export interface EdgeProcess {
  readonly gateway: ServiceProcess;
  /** Where HBS calls, and with what. */
  readonly edgePort: number;
  readonly tls: EdgeTls;
}

/** Starts a gateway as a process. @param settings servers, and settings that differ from the usual ones */
export async function startEdgeProcess(
  certificates: TestCertificates,
  settings: Readonly<Record<string, string>>,
): Promise<EdgeProcess> {
  const edgeFiles = await certificates.edgeSettings();
  const { edge, api } = await freePorts({ edge: 0, api: 0 });
  const keys = JSON.stringify([{ name: 'soak', key: 'a-key-for-soaking-only', scopes: ['*'] }]);
  const gateway = await startReadyProcess('gateway', {
    ...edgeFiles,
    ...(await certificates.hbsSettings()),
    JOURNAL_HASH_KEY: 'a-key-for-soaking-only',
    EDGE_HOST: '127.0.0.1',
    EDGE_PORT: String(edge),
    EDGE_CLIENT_NAMES: HBS_NAME,
    API_HOST: '127.0.0.1',
    API_PORT: String(api),
    API_KEYS_FILE: certificates.file('api-keys.json', keys),
    ...settings,
  });
  const { certificate: cert, key } = await certificates.issue({ name: HBS_NAME });
  return { gateway, edgePort: edge, tls: { ca: certificates.authority.certificate, cert, key, edgeFiles } };
}

/** Starts a service as a process. @throws when it is not ready in time, with its output */
export async function startReadyProcess(
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const service = await startServiceProcess(name, settings);
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const ready = await service.readyz().catch(() => undefined);
    if (ready?.status === 200) return service;
    const { exitCode, signalCode } = service.child;
    if (exitCode !== null || signalCode !== null || Date.now() > deadline)
      throw new Error(`${name} is not ready:\n${service.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
