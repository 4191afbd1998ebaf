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

export interface IdentityKeeperOptions {
  /** Whose identity it is, as the metric and the log name it: `edge`, `hbs_client`. */
  readonly name: string;
  readonly files: TlsIdentityFiles;
  readonly log: Log;
  readonly metrics: Registry;
  /** Raised when new files cannot be used; the old ones go on. */
  readonly unusable: Alarm;
  readonly expires: Alarm;
}

/** Certificate, key and authorities of one side of ours: read at start, and again when their files change. */
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

  get tls(): TlsIdentity {
    return this.current;
  }

  get expiresAt(): Date {
    return new Date(new X509Certificate(this.current.cert).validTo);
  }

  /** From now on `use` is told whenever the files hold another identity. */
  keepCurrent(use: (identity: TlsIdentity) => void): void {
    this.warnBeforeExpiry();
    this.timer = setInterval(() => {
      this.reload(use);
      this.warnBeforeExpiry();
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

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
    // That the one before was warned of today says nothing of this one.
    this.warnedAt = 0;
    use(this.current);
    log.info('a new certificate is in use', { of: name, expiresAt: this.expiresAt });
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
