import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { closeServer, listenOn, PortInUseError } from '../listen.js';
import { HealthServer } from './health-server.js';
import { Readiness } from './readiness.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await listenOn(server, { port: 0, setting: 'TEST' });
  const { port } = server.address() as AddressInfo;
  await closeServer(server);
  return port;
}

describe('the health server', () => {
  let health: HealthServer | undefined;
  afterEach(() => health?.close());

  async function serve(readiness = new Readiness(50)): Promise<(path: string) => Promise<Response>> {
    const port = await freePort();
    health = new HealthServer('authorization', readiness, new Registry());
    await health.listen(port);
    return (path) => fetch(`http://127.0.0.1:${port}${path}`);
  }

  it('is alive and ready while every check passes', async () => {
    const readiness = new Readiness();
    readiness.add('database', async () => {});
    const get = await serve(readiness);
    expect((await get('/livez')).status).toBe(200);
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { service: 'authorization', pid: process.pid, status: 'ready', waiting: [] },
    ]);
  });

  it('names the checks that fail, also one that never answers', async () => {
    const readiness = new Readiness(50);
    readiness.add('broker', () => Promise.reject(new Error('no connection')));
    readiness.add('database', () => new Promise(() => {}));
    const get = await serve(readiness);
    const answer = await get('/readyz');
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        service: 'authorization',
        pid: process.pid,
        status: 'waiting',
        waiting: [
          { check: 'broker', reason: 'no connection' },
          { check: 'database', reason: 'gave no answer within 50 ms' },
        ],
      },
    ]);
    expect((await get('/livez')).status).toBe(200);
  });

  it('serves metrics and refuses other paths', async () => {
    const get = await serve();
    expect((await get('/metrics')).status).toBe(200);
    expect((await get('/')).status).toBe(404);
  });

  it('names the setting to change when its port is in use', async () => {
    const other = createServer();
    await listenOn(other, { port: 0, setting: 'OTHER' });
    const { port } = other.address() as AddressInfo;
    const second = new HealthServer('cdr', new Readiness(), new Registry());
    await expect(second.listen(port)).rejects.toThrow(PortInUseError);
    await expect(second.listen(port)).rejects.toThrow(`HEALTH_PORT ${port} is in use`);
    await closeServer(other);
  });
});
