import { Agent, buildConnector, ProxyAgent, type Dispatcher } from 'undici';
import type { TlsIdentity } from '../tls/certificate.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Less than what servers and proxies usually keep an idle connection for: fewer are closed under a request of ours. */
const KEEP_ALIVE_MS = 10_000;

/** The connections to HBS under one identity. */
export class HbsDispatchers {
  /** For reads: connections are kept for the next one. */
  readonly kept: Dispatcher;
  /**
   * For what must not be sent twice: a connection each. On one that was kept, HBS may be saying good-bye just then, and
   * nobody could tell whether the request was read.
   */
  readonly fresh: Dispatcher;
  private handingOver = false;

  constructor(identity: TlsIdentity, proxyUrl: string | undefined) {
    const make = (): Dispatcher =>
      proxyUrl === undefined ? this.direct(identity) : throughProxy(identity, proxyUrl);
    this.kept = make();
    this.fresh = make();
  }

  /**
   * Whether a new connection is being handed over just now: undici writes its first request before it returns from
   * that. Through a proxy it is not known, and never true.
   */
  get onNewConnection(): boolean {
    return this.handingOver;
  }

  /** Lets what is under way end. */
  async close(): Promise<void> {
    await Promise.all([this.kept.close(), this.fresh.close()]);
  }

  private direct(identity: TlsIdentity): Dispatcher {
    const connect = buildConnector({ ...tlsOptions(identity), timeout: CONNECT_TIMEOUT_MS });
    return new Agent({
      ...HTTP,
      connect: (options, callback) =>
        connect(options, (...connected) => {
          this.handingOver = true;
          try {
            callback(...connected);
          } finally {
            this.handingOver = false;
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

function throughProxy(identity: TlsIdentity, uri: string): Dispatcher {
  return new ProxyAgent({
    ...HTTP,
    uri,
    requestTls: { ...tlsOptions(identity), timeout: CONNECT_TIMEOUT_MS },
  });
}

function tlsOptions({ cert, key, ca }: TlsIdentity): buildConnector.BuildOptions {
  return { cert, key, ...(ca !== undefined && { ca }), minVersion: 'TLSv1.2' };
}
