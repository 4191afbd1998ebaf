import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { serviceProcess } from './service-process.js';

const OURS = 4_711;

describe('a service that was started', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Whether the supervisor finds our process ready, by what answers at its health port. */
  async function isReady(status: number, answer: object): Promise<boolean> {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return await serviceProcess('cdr', {}, port).isReady(OURS);
  }

  it('is ready when its health port says so', async () => {
    expect(await isReady(200, { service: 'cdr', pid: OURS, status: 'ready' })).toBe(true);
    expect(await isReady(503, { service: 'cdr', pid: OURS, status: 'waiting' })).toBe(false);
  });

  it('is not ready when another process has its health port', async () => {
    expect(await isReady(200, { service: 'cdr', pid: OURS + 1, status: 'ready' })).toBe(false);
    expect(await isReady(200, { service: 'cdr', status: 'ready' })).toBe(false);
  });
});
