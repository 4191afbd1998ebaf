import { statSync } from 'node:fs';

/**
 * A text that changes when the file does: by time, size and inode, which also change when Kubernetes swaps the link
 * behind a mounted secret.
 */
export function fileVersion(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return `${stat?.mtimeMs}/${stat?.size}/${stat?.ino}`;
}
