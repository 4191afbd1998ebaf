import { createServer } from 'node:net';
import { reservedPort } from './reserved-port.js';

/** The preferred port if nothing listens there, otherwise any free one. */
export async function freePort(preferred?: number): Promise<number> {
  for (let port = preferred ?? reservedPort(); ; port = reservedPort()) if (await isFree(port)) return port;
}

/** Distinct free ports by name: the preferred ones where they are free, and any for 0. */
export async function freePorts<const K extends string>(
  preferred: Readonly<Record<K, number>>,
): Promise<Record<K, number>> {
  const taken = new Set<number>();
  const ports: Partial<Record<K, number>> = {};
  for (const name of Object.keys(preferred) as K[]) {
    let port = await freePort(preferred[name] === 0 ? undefined : preferred[name]);
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    ports[name] = port;
  }
  return ports as Record<K, number>;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
