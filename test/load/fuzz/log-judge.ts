import { z } from 'zod';

/**
 * Alarms that invalid input must raise, and why. All of them are warnings: no input may cause an error.
 */
export const EXPECTED_ALARMS: Readonly<Record<string, string>> = {
  CDR_CONFLICTED: 'the examples have few SessionIDs, so many different records share one',
  CDR_UNREADABLE: 'records without a SessionID are part of the invalid cases',
  EDGE_TURNED_AWAY: 'some cases have headers that are not HTTP',
  PIN_LOCKED_OUT: 'nearly every PIN of a case is wrong',
  UID_REVERSED: 'a random UID may be one of ours backwards',
};

const logLine = z.object({
  level: z.string(),
  code: z.string().optional(),
  msg: z.string().optional(),
});

interface Kind {
  readonly what: string;
  readonly example: string;
  times: number;
}

/** Reads what the services write, and finds errors and alarms that a run of fuzz does not explain. */
export class LogJudge {
  /** Expected alarms, by code. */
  readonly expected = new Map<string, number>();
  private readonly kinds = new Map<string, Kind>();

  line(service: string, text: string): void {
    const read = logLine.safeParse(parseOrUndefined(text));
    if (!read.success) return this.record(`${service} wrote a line that is not of its log`, text);
    const { level, code, msg = '' } = read.data;
    if (level === 'error' || level === 'fatal')
      return this.record(`${service} logged an error: ${code ?? msg}`, text);
    if (level !== 'warn') return;
    if (code !== undefined && Object.hasOwn(EXPECTED_ALARMS, code)) {
      this.expected.set(code, (this.expected.get(code) ?? 0) + 1);
      return;
    }
    this.record(`${service} raised an alarm: ${code ?? msg}`, text);
  }

  died(service: string, how: string): void {
    this.record(`${service} died`, how);
  }

  get unexpected(): number {
    return [...this.kinds.values()].reduce((sum, { times }) => sum + times, 0);
  }

  /** A sentence for each kind, with an example. */
  get problems(): readonly string[] {
    return [...this.kinds.values()].map(
      ({ what, times, example }) => `${what} (${times} times), such as\n  ${example.slice(0, 1_000)}`,
    );
  }

  private record(what: string, example: string): void {
    const kind = this.kinds.get(what);
    if (kind) kind.times += 1;
    else this.kinds.set(what, { what, example, times: 1 });
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
