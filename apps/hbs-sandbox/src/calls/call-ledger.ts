import { outboundOperations, type OutboundOperationName } from '#oicp';

const WINDOW_MS = 60_000;

/** How an EMP has used one operation. */
export interface CallCount {
  readonly calls: number;
  /** Most calls that any 60 seconds held. */
  readonly worstWindow: number;
  /** Calls beyond the operation's limit; answered 429 where limits are enforced. */
  readonly violations: number;
  readonly limitPerMinute: number | undefined;
  /** When the calls of the worst 60 seconds came. */
  readonly worstWindowAt: readonly string[];
}

/** Counts the calls of the partner account, over all its ProviderIDs together, as HBS's limits do. */
export class CallLedger {
  private pages = new Map<OutboundOperationName, LedgerPage>();

  /** `now`: milliseconds since 1970. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Enters a call; `false` if it is one too many. */
  enter(operation: OutboundOperationName): boolean {
    const page = this.pages.get(operation) ?? new LedgerPage(limitOf(operation));
    this.pages.set(operation, page);
    return page.enter(this.now());
  }

  get counts(): Readonly<Partial<Record<OutboundOperationName, CallCount>>> {
    return Object.fromEntries([...this.pages].map(([operation, page]) => [operation, page.count]));
  }

  clear(): void {
    this.pages = new Map();
  }
}

class LedgerPage {
  /** Instants of the last 60 seconds: of all calls, and of those within the limit. */
  private recent: number[] = [];
  private admitted: number[] = [];
  private worst: readonly number[] = [];
  private calls = 0;
  private violations = 0;

  constructor(private readonly limit: number | undefined) {}

  enter(now: number): boolean {
    this.calls += 1;
    this.recent = [...within(this.recent, now), now];
    if (this.recent.length > this.worst.length) this.worst = this.recent;
    this.admitted = within(this.admitted, now);
    // Refused calls do not prolong the refusing: an EMP that slows down is served again.
    if (this.limit !== undefined && this.admitted.length >= this.limit) {
      this.violations += 1;
      return false;
    }
    this.admitted.push(now);
    return true;
  }

  get count(): CallCount {
    return {
      calls: this.calls,
      worstWindow: this.worst.length,
      violations: this.violations,
      limitPerMinute: this.limit,
      worstWindowAt: this.worst.map((instant) => new Date(instant).toISOString()),
    };
  }
}

function within(instants: readonly number[], now: number): number[] {
  return instants.filter((instant) => instant > now - WINDOW_MS);
}

function limitOf(operation: OutboundOperationName): number | undefined {
  const entry = outboundOperations[operation];
  return 'callsPerMinute' in entry ? entry.callsPerMinute : undefined;
}
