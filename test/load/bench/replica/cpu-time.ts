import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second, as Linux tells CPU time to everybody. */
const TICKS = 100;

interface ProcessTime {
  readonly parent: number;
  readonly seconds: number;
}

/** Seconds of CPU that each process and all below it have taken so far, by name; empty where the system does not tell. */
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

/** What was taken between two looks, as a person reads it. */
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
    // no Linux
  }
  return times;
}

function timeOf(pid: string): ProcessTime | undefined {
  try {
    // The name of the program may hold anything; what follows its closing bracket are numbers.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, userOfDead = 0, systemOfDead = 0] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), seconds: (user + system + userOfDead + systemOfDead) / TICKS };
  } catch {
    return undefined; // it has ended meanwhile
  }
}
