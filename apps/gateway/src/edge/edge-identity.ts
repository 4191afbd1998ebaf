import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Server } from 'node:https';
import { Gauge, Registry } from 'prom-client';
import { Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import {
  certificateProblems,
  readTlsIdentity,
  type TlsIdentity,
  type TlsIdentityFiles,
} from './certificate.js';
import type { EdgeSettings } from './edge-settings.js';

const LOOK_EVERY_MS = 15_000;
const WARN_BEFORE_MS = 30 * 24 * 60 * 60 * 1_000;
const WARN_EVERY_MS = 24 * 60 * 60 * 1_000;

/** The certificate, key and authorities of the edge: read at start, and again when their files change. */
export class EdgeIdentity {
  private readonly files: TlsIdentityFiles;
  private current: TlsIdentity;
  private seen: string;
  private warnedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    settings: EdgeSettings,
    private readonly log: Log,
    metrics: Registry,
  ) {
    this.files = settings.tlsFiles;
    this.seen = this.modified();
    this.current = readTlsIdentity(this.files);
    const expiry: Gauge = new Gauge({
      name: 'edge_certificate_expires_seconds',
      help: 'When the certificate of the edge expires, seconds since 1970',
      registers: [metrics],
      collect: () => expiry.set(this.expiresAt.getTime() / 1_000),
    });
  }

  get tls(): TlsIdentity {
    return this.current;
  }

  get expiresAt(): Date {
    return new Date(new X509Certificate(this.current.cert).validTo);
  }

  /** From now on `server` presents what the files hold; connections that exist go on. */
  keepCurrent(server: Server): void {
    this.warnBeforeExpiry();
    this.timer = setInterval(() => {
      this.reload(server);
      this.warnBeforeExpiry();
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** @returns whether the files had changed and are in use now */
  reload(server: Server): boolean {
    const modified = this.modified();
    if (modified === this.seen) return false;
    this.seen = modified;
    const problems = certificateProblems(this.files);
    if (problems.length > 0) {
      this.log.raise(gatewayAlarms.EDGE_CERTIFICATE_UNUSABLE, { problems });
      return false;
    }
    this.current = readTlsIdentity(this.files);
    server.setSecureContext(this.current);
    this.log.info('the edge presents a new certificate', { expiresAt: this.expiresAt });
    return true;
  }

  private warnBeforeExpiry(): void {
    const now = Date.now();
    if (this.expiresAt.getTime() - now > WARN_BEFORE_MS || now - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = now;
    this.log.raise(gatewayAlarms.EDGE_CERTIFICATE_EXPIRES, { expiresAt: this.expiresAt });
  }

  /** By time and size, which also change when Kubernetes exchanges the link behind a mounted secret. */
  private modified(): string {
    return Object.values(this.files)
      .map(([, path]: readonly [string, string]) => {
        const stat = statSync(path, { throwIfNoEntry: false });
        return `${stat?.mtimeMs}/${stat?.size}/${stat?.ino}`;
      })
      .join();
  }
}
