import { readFileSync } from 'node:fs';

/** The most memory that a process has had in RAM, in megabytes; NaN where the system does not tell. */
export function peakMemory(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN; // no Linux
  }
}
