import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** An account of this machine; PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whether this process runs as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The account `nobody`, which every Unix has. */
export function unprivilegedAccount(): Account {
  const nobody = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(nobody?.[1] ?? 65_534), gid: Number(nobody?.[2] ?? 65_534) };
}

/** Whether an account without rights can reach `path`: every folder above it allows others to pass. */
export function isReachableByOthers(path: string): boolean {
  const above = dirname(resolve(path));
  const passable = (statSync(above).mode & 0o001) !== 0;
  return passable && (above === dirname(above) || isReachableByOthers(above));
}

/**
 * A folder under `dataFolder` that an account without rights can reach. For a project in a folder that only root may
 * enter (`/root/…`), it is a link to a folder under `/var/lib`.
 */
export function reachableFolder(dataFolder: string, name: string): string {
  const wanted = join(dataFolder, name);
  mkdirSync(dataFolder, { recursive: true });
  if (isReachableByOthers(wanted)) {
    mkdirSync(wanted, { recursive: true });
    return wanted;
  }
  const hash = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
  const elsewhere = join('/var/lib/emp-roaming-suite', hash, name);
  mkdirSync(elsewhere, { recursive: true });
  if (!lstatSync(wanted, { throwIfNoEntry: false })) symlinkSync(elsewhere, wanted);
  return elsewhere;
}
