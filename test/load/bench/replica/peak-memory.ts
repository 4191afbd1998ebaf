import { readFileSync } from 'node:fs';

/** The peak resident memory of a process in megabytes; NaN on systems without /proc. */
export function peakMemory(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN; // Not Linux.
  }
}
