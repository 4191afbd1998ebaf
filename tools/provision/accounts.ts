import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The account without rights that every Unix has; a database refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function unprivilegedAccount(): Account {
  const nobody = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(nobody?.[1] ?? 65_534), gid: Number(nobody?.[2] ?? 65_534) };
}

/** Whether an account without rights can walk to `path`: every folder above it lets others through. */
export function isReachableByOthers(path: string): boolean {
  const above = dirname(resolve(path));
  const passable = (statSync(above).mode & 0o001) !== 0;
  return passable && (above === dirname(above) || isReachableByOthers(above));
}

/**
 * A folder under `dataFolder` that an account without rights can use. Where the project itself lies in a folder that
 * only root may enter (`/root/…`), it is a link to a place under `/var/lib` of the same lifetime.
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
