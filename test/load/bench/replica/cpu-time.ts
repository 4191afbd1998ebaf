import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second in which Linux reports CPU time. */
const TICKS = 100;

interface ProcessTime {
  readonly parent: number;
  readonly seconds: number;
}

/** Seconds of CPU used by each process and all its descendants, by name; empty on systems without /proc. */
export function cpuSeconds(
  pids: Readonly<Record<string, number | undefined>>,
): Readonly<Record<string, number>> {
  const all = processTimes();
  const below = (pid: number): number => {
    const children = [...all].filter(([, { parent }]) => parent === pid).map(([child]) => below(child));
    return (all.get(pid)?.seconds ?? 0) + children.reduce((sum, each) => sum + each, 0);
  };
  return Object.fromEntries(
    Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, below(pid)]])),
  );
}

/** The CPU used between two measurements, as text. */
export function cpuSpent(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): string {
  const spent = Object.entries(after).map(
    ([name, seconds]) => `${name} ${(seconds - (before[name] ?? 0)).toFixed(1)} s`,
  );
  return spent.join(', ');
}

function processTimes(): ReadonlyMap<number, ProcessTime> {
  const times = new Map<number, ProcessTime>();
  try {
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      const time = timeOf(name);
      if (time) times.set(Number(name), time);
    }
  } catch {
    // Not Linux.
  }
  return times;
}

function timeOf(pid: string): ProcessTime | undefined {
  try {
    // The name of the program may contain anything; numbers follow its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, userOfDead = 0, systemOfDead = 0] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), seconds: (user + system + userOfDead + systemOfDead) / TICKS };
  } catch {
    return undefined; // The process has ended.
  }
}
