import { messageOf } from '../coded-error.js';
import { finishesWithin } from '../within.js';

/** Resolves if the checked part can do its work; rejects with an error whose message says what is missing. */
export type ReadinessCheck = () => void | Promise<void>;

/** The result of all checks. */
export interface ReadinessReport {
  /** Whether every check passed. */
  readonly ready: boolean;
  /** What is not ready, and why. */
  readonly waiting: readonly { readonly check: string; readonly reason: string }[];
}

/** Checks of the parts that must work before the process takes work. */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  /** A check that hangs counts as failed after `checkTimeoutMs`. */
  constructor(private readonly checkTimeoutMs = 2_000) {}

  /** Adds a check, or replaces the one of that name. */
  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** Removes a check; without effect where there is none. */
  remove(name: string): void {
    this.checks.delete(name);
  }

  /** Runs all checks at once. */
  async report(): Promise<ReadinessReport> {
    const reasons = await Promise.all([...this.checks].map(([name, check]) => this.findReason(name, check)));
    const waiting = reasons.filter((each) => each !== undefined);
    return { ready: waiting.length === 0, waiting };
  }

  private async findReason(
    name: string,
    check: ReadinessCheck,
  ): Promise<{ check: string; reason: string } | undefined> {
    try {
      // Also a check that throws at once becomes a rejection.
      const passing = Promise.resolve().then(() => check());
      if (await finishesWithin(this.checkTimeoutMs, passing)) return undefined;
      return { check: name, reason: `gave no answer within ${this.checkTimeoutMs} ms` };
    } catch (error) {
      return { check: name, reason: messageOf(error) };
    }
  }
}
