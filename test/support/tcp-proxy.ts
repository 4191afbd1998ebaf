import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A proxy between a client and a server by which a test breaks the network: it cuts connections, refuses new ones, or
 * holds back every byte of open ones.
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

  /** Resets every connection, as a failing switch does. */
  cut(): void {
    for (const sockets of this.clients) for (const socket of sockets) reset(socket);
  }

  /** Makes the server unreachable: cuts connections and refuses new ones. */
  close(): void {
    this.refusing = true;
    this.cut();
  }

  open(): void {
    this.refusing = false;
    this.setSilent(false);
  }

  /** While silent, bytes are held back in both directions; connections stay open. */
  setSilent(silent: boolean): void {
    this.silent = silent;
    for (const sockets of this.clients) for (const socket of sockets) this.pauseOrResume(socket);
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
      this.pauseOrResume(from);
    }
  }

  private pauseOrResume(socket: Socket): void {
    if (this.silent) socket.pause();
    else socket.resume();
  }
}

/** A socket that is shutting down cannot be reset (EINVAL), and the attempt would leave its handle open. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
