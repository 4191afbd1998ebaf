import { X509Certificate } from 'node:crypto';
import { Gauge, type Registry } from 'prom-client';
import type { Alarm, Log } from '#platform';
import { fileVersion } from '../file-version.js';
import {
  findCertificateProblems,
  readTlsIdentity,
  type TlsIdentity,
  type TlsIdentityFiles,
} from './certificate.js';

const LOOK_EVERY_MS = 15_000;
const WARN_BEFORE_MS = 30 * 24 * 60 * 60 * 1_000;
const WARN_EVERY_MS = 24 * 60 * 60 * 1_000;

/** Which files are watched, and where changes are reported. */
export interface IdentityKeeperOptions {
  /** Name of the identity in metric and log: `edge`, `hbs_client`. */
  readonly name: string;
  readonly files: TlsIdentityFiles;
  readonly log: Log;
  readonly metrics: Registry;
  /** Raised when new files cannot be used; the previous identity remains in use. */
  readonly unusable: Alarm;
  /** Raised daily within 30 days of the expiry. */
  readonly expires: Alarm;
}

/**
 * Certificate, key and authorities of the edge or of the client of HBS: read at start, and again when their files
 * change.
 */
export class IdentityKeeper {
  private current: TlsIdentity;
  private seen: string;
  private warnedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: IdentityKeeperOptions) {
    this.seen = this.modified();
    this.current = readTlsIdentity(options.files);
    const expiry: Gauge = new Gauge({
      name: `${options.name}_certificate_expires_seconds`,
      help: `When the certificate of ${options.name} expires, seconds since 1970`,
      registers: [options.metrics],
      collect: () => expiry.set(this.expiresAt.getTime() / 1_000),
    });
  }

  /** The identity in use. */
  get tls(): TlsIdentity {
    return this.current;
  }

  /** When the certificate in use expires. */
  get expiresAt(): Date {
    return new Date(new X509Certificate(this.current.cert).validTo);
  }

  /** From now on calls `use` whenever the files hold another identity; checks every 15 seconds. */
  keepCurrent(use: (identity: TlsIdentity) => void): void {
    this.warnBeforeExpiry();
    this.timer = setInterval(() => {
      this.reload(use);
      this.warnBeforeExpiry();
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** Stops watching the files. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** @returns whether the files had changed and are in use now */
  reload(use: (identity: TlsIdentity) => void): boolean {
    const { files, log, name, unusable } = this.options;
    const modified = this.modified();
    if (modified === this.seen) return false;
    this.seen = modified;
    const problems = findCertificateProblems(files);
    if (problems.length > 0) {
      log.raise(unusable, { problems });
      return false;
    }
    this.current = readTlsIdentity(files);
    // Today's warning was about the previous certificate.
    this.warnedAt = 0;
    use(this.current);
    log.info('loaded a new certificate', { of: name, expiresAt: this.expiresAt });
    return true;
  }

  private warnBeforeExpiry(): void {
    const now = Date.now();
    if (this.expiresAt.getTime() - now > WARN_BEFORE_MS || now - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = now;
    this.options.log.raise(this.options.expires, { expiresAt: this.expiresAt });
  }

  private modified(): string {
    return Object.values(this.options.files)
      .map(([, path]: readonly [string, string]) => fileVersion(path))
      .join();
  }
}
