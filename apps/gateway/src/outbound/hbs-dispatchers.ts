import { Agent, buildConnector, ProxyAgent, type Dispatcher } from 'undici';
import type { TlsIdentity } from '../tls/certificate.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Less than the usual keep-alive of servers and proxies, so that few connections are closed under a request. */
const KEEP_ALIVE_MS = 10_000;

/** The connections to HBS under one identity. */
export class HbsDispatchers {
  /** For reads: connections are reused. */
  readonly pooled: Dispatcher;
  /**
   * For what must not be sent twice: a new connection each. HBS may be closing a reused one at that moment, and it
   * would be unknown whether the request was read.
   */
  readonly singleUse: Dispatcher;
  private connecting = false;

  constructor(identity: TlsIdentity, proxyUrl: string | undefined) {
    const make = (): Dispatcher =>
      proxyUrl === undefined ? this.connectDirectly(identity) : connectThroughProxy(identity, proxyUrl);
    this.pooled = make();
    this.singleUse = make();
  }

  /**
   * Whether a new connection is being handed to undici at this moment: undici writes the first request before it
   * returns. Through a proxy this is not observable, and never true.
   */
  get isNewConnection(): boolean {
    return this.connecting;
  }

  /** Closes the connections once their requests have ended. */
  async close(): Promise<void> {
    await Promise.all([this.pooled.close(), this.singleUse.close()]);
  }

  private connectDirectly(identity: TlsIdentity): Dispatcher {
    const connect = buildConnector({ ...toTlsOptions(identity), timeout: CONNECT_TIMEOUT_MS });
    return new Agent({
      ...HTTP,
      connect: (options, callback) =>
        connect(options, (...connected) => {
          this.connecting = true;
          try {
            callback(...connected);
          } finally {
            this.connecting = false;
          }
        }),
    });
  }
}

const HTTP = {
  pipelining: 1,
  allowH2: false,
  keepAliveTimeout: KEEP_ALIVE_MS,
  keepAliveMaxTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: 32 * 1024,
} as const;

function connectThroughProxy(identity: TlsIdentity, uri: string): Dispatcher {
  return new ProxyAgent({
    ...HTTP,
    uri,
    requestTls: { ...toTlsOptions(identity), timeout: CONNECT_TIMEOUT_MS },
  });
}

function toTlsOptions({ cert, key, ca }: TlsIdentity): buildConnector.BuildOptions {
  return { cert, key, ...(ca !== undefined && { ca }), minVersion: 'TLSv1.2' };
}
