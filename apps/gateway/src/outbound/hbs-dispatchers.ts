import { Agent, buildConnector, ProxyAgent, type Dispatcher } from 'undici';
import type { TlsIdentity } from '../tls/certificate.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Less than what servers and proxies usually keep an idle connection for: fewer are closed under a request of ours. */
const KEEP_ALIVE_MS = 10_000;

/** The connections to HBS under one identity. */
export class HbsDispatchers {
  /** For reads: connections are kept for the next one. */
  readonly pooled: Dispatcher;
  /**
   * For what must not be sent twice: a connection each. On one that was kept, HBS may be saying good-bye just then, and
   * nobody could tell whether the request was read.
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
   * Whether a new connection is being handed over just now: undici writes its first request before it returns from
   * that. Through a proxy it is not known, and never true.
   */
  get isNewConnection(): boolean {
    return this.connecting;
  }

  /** Lets what is under way end. */
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
