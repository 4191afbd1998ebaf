import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { loadSettings } from '#platform';
import { developmentCertificates, sandboxSettings } from '../../../apps/hbs-sandbox/src/control-api.js';
import { startSandbox } from '../../../apps/hbs-sandbox/src/start-sandbox.js';
import { eventually } from '../../support/eventually.js';
import { testPlatform } from '../../support/test-platform.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describe('the shutdown of the sandbox, over real mutual TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-sandbox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('does not wait for operators, and answers the calls that do', async () => {
    const { authority, empClient } = await developmentCertificates(folder);
    const [hbs, control] = [await freePort(), await freePort()];
    const settings = loadSettings(sandboxSettings, {
      SANDBOX_EVSES: '5',
      SANDBOX_OPERATOR_DELAY: 'PT35S',
      SANDBOX_CERTIFICATES_DIR: folder,
      SANDBOX_HBS_PORT: String(hbs),
      SANDBOX_CONTROL_PORT: String(control),
    });
    const sandbox = await startSandbox(testPlatform('hbs-sandbox', ...settings));
    const agent = new Agent({
      connect: {
        ca: readFileSync(authority, 'utf8'),
        cert: readFileSync(empClient.certificate, 'utf8'),
        key: readFileSync(empClient.key, 'utf8'),
      },
    });
    const path = '/api/oicp/charging/v21/providers/DE-EMP/authorize-remote/start';
    const answered = request(`https://localhost:${hbs}${path}`, {
      method: 'POST',
      body: JSON.stringify({
        ProviderID: 'DE-EMP',
        EvseID: 'DE*ABC*E12345*1',
        Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
      }),
      dispatcher: agent,
    });
    await eventually(async () => {
      const calls = await request(`http://127.0.0.1:${control}/calls`);
      expect(await calls.body.json()).toMatchObject({ authorizeRemoteStart: { calls: 1 } });
    });
    const before = performance.now();
    await sandbox.close();
    expect(performance.now() - before).toBeLessThan(20_000);
    const { statusCode, body } = await answered;
    expect([statusCode, await body.json()]).toMatchObject([200, { Result: true }]);
    await agent.close();
  });
});
