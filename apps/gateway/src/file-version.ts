import { statSync } from 'node:fs';

/** Changes with the file: by time and size, which also change when Kubernetes exchanges the link behind a mounted secret. */
export function fileVersion(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return `${stat?.mtimeMs}/${stat?.size}/${stat?.ino}`;
}
