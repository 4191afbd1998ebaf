import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Stands between a client and a server so that a test can take the network away: cut what is connected, refuse what
 * would connect, or swallow every byte while connections look alive.
 */
export class TcpProxy {
  private readonly server: Server;
  private readonly clients = new Map<Socket, Socket>();
  private refusing = false;
  private silent = false;

  private constructor(private readonly target: { host: string; port: number }) {
    this.server = createServer((client) => this.join(client));
  }

  static async before(target: { host: string; port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve) => {
      proxy.server.listen({ port: 0, host: '127.0.0.1' }, resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.clients.size;
  }

  /** Cuts every connection, as a failing switch would: without a good-bye. */
  cut(): void {
    for (const sockets of this.clients) for (const socket of sockets) reset(socket);
  }

  /** Takes the server away: cuts what is connected and refuses what comes. */
  close(): void {
    this.refusing = true;
    this.cut();
  }

  open(): void {
    this.refusing = false;
    this.setSilent(false);
  }

  /** While silent, bytes are held back in both directions and nobody is told. */
  setSilent(silent: boolean): void {
    this.silent = silent;
    for (const sockets of this.clients) for (const socket of sockets) this.letFlow(socket);
  }

  async stop(): Promise<void> {
    this.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private join(client: Socket): void {
    if (this.refusing) {
      reset(client);
      return;
    }
    const upstream = connect(this.target);
    this.clients.set(client, upstream);
    const part = (): void => {
      this.clients.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', part).on('close', part);
      this.letFlow(from);
    }
  }

  private letFlow(socket: Socket): void {
    if (this.silent) socket.pause();
    else socket.resume();
  }
}

/** A socket that shuts down already cannot be reset (EINVAL): trying to would leave its handle open for ever. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
