import { outboundOperations, type OutboundOperationName } from '#oicp';

const WINDOW_MS = 60_000;

/** How an EMP has used one operation. */
export interface CallCount {
  readonly calls: number;
  /** Most calls within any 60 seconds. */
  readonly worstWindow: number;
  /** Calls beyond the operation's limit; answered with 429 where limits are enforced. */
  readonly violations: number;
  readonly limitPerMinute: number | undefined;
  /** When the worst 60 seconds ended. */
  readonly worstWindowUntil: string | undefined;
}

/** Counts the calls of the partner account over all its ProviderIDs, like the limits of HBS. */
export class CallLedger {
  private pages = new Map<OutboundOperationName, LedgerPage>();

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number = Date.now) {}

  /** Counts a call. @returns `false` if it exceeds the limit */
  enter(operation: OutboundOperationName): boolean {
    const page = this.pages.get(operation) ?? new LedgerPage(limitOf(operation));
    this.pages.set(operation, page);
    return page.enter(this.now());
  }

  /** The counts of each operation called. */
  get counts(): Readonly<Partial<Record<OutboundOperationName, CallCount>>> {
    return Object.fromEntries([...this.pages].map(([operation, page]) => [operation, page.count]));
  }

  /** Starts counting from zero. */
  clear(): void {
    this.pages = new Map();
  }
}

class LedgerPage {
  /** Instants of the last 60 seconds: of all calls, and of those within the limit. */
  private readonly recent: number[] = [];
  private readonly admitted: number[] = [];
  private worst: { readonly calls: number; readonly until: number } | undefined;
  private calls = 0;
  private violations = 0;

  constructor(private readonly limit: number | undefined) {}

  enter(now: number): boolean {
    this.calls += 1;
    removeOld(this.recent, now);
    this.recent.push(now);
    if (this.recent.length > (this.worst?.calls ?? 0)) this.worst = { calls: this.recent.length, until: now };
    removeOld(this.admitted, now);
    // Refused calls do not extend the refusal: an EMP that slows down is served again.
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
      worstWindow: this.worst?.calls ?? 0,
      violations: this.violations,
      limitPerMinute: this.limit,
      worstWindowUntil: this.worst && new Date(this.worst.until).toISOString(),
    };
  }
}

/** Removes the instants before the last 60 seconds. */
function removeOld(instants: number[], now: number): void {
  while ((instants[0] ?? now) <= now - WINDOW_MS) instants.shift();
}

function limitOf(operation: OutboundOperationName): number | undefined {
  const entry = outboundOperations[operation];
  return 'callsPerMinute' in entry ? entry.callsPerMinute : undefined;
}
