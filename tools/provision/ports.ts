import { createServer } from 'node:net';

/** The preferred port if nothing listens there, else any free one. */
export async function freePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

/** Distinct free ports, as many as asked for; the preferred ones where they are free. */
export async function freePorts<const K extends string>(
  preferred: Readonly<Record<K, number>>,
): Promise<Record<K, number>> {
  const taken = new Set<number>();
  const ports: Partial<Record<K, number>> = {};
  for (const name of Object.keys(preferred) as K[]) {
    let port = await freePort(preferred[name]);
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    ports[name] = port;
  }
  return ports as Record<K, number>;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
