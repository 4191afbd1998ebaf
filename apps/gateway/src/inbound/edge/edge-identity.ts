import type { Server } from 'node:https';
import type { Registry } from 'prom-client';
import type { Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { TlsIdentity } from '../../tls/certificate.js';
import { IdentityKeeper } from '../../tls/identity-keeper.js';
import type { EdgeSettings } from './edge-settings.js';

/** The certificate, key and authorities of the edge: read at start, and again when their files change. */
export class EdgeIdentity {
  private readonly keeper: IdentityKeeper;

  constructor(settings: EdgeSettings, log: Log, metrics: Registry) {
    this.keeper = new IdentityKeeper({
      name: 'edge',
      files: settings.tlsFiles,
      log,
      metrics,
      unusable: gatewayAlarms.EDGE_CERTIFICATE_UNUSABLE,
      expires: gatewayAlarms.EDGE_CERTIFICATE_EXPIRES,
    });
  }

  /** The identity in use. */
  get tls(): TlsIdentity {
    return this.keeper.tls;
  }

  /** When the certificate in use expires. */
  get expiresAt(): Date {
    return this.keeper.expiresAt;
  }

  /** From now on `server` presents what the files hold; open connections are not affected. */
  keepCurrent(server: Server): void {
    this.keeper.keepCurrent((identity) => server.setSecureContext(identity));
  }

  /** Stops watching the files. */
  stop(): void {
    this.keeper.stop();
  }

  /** @returns whether the files had changed and are in use now */
  reload(server: Server): boolean {
    return this.keeper.reload((identity) => server.setSecureContext(identity));
  }
}
