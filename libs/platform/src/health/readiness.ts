import { messageOf } from '../coded-error.js';

/** Resolves when the checked part can do its work; rejects with an error whose message says what is missing. */
export type ReadinessCheck = () => void | Promise<void>;

export interface ReadinessReport {
  readonly ready: boolean;
  /** What is not ready, and why. */
  readonly waiting: readonly { readonly check: string; readonly reason: string }[];
}

/** The parts of a process that must work before it is given work. */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  /** A check that hangs counts as failed after `checkTimeoutMs`. */
  constructor(private readonly checkTimeoutMs = 2_000) {}

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  remove(name: string): void {
    this.checks.delete(name);
  }

  async report(): Promise<ReadinessReport> {
    const reasons = await Promise.all([...this.checks].map(([name, check]) => this.reasonOf(name, check)));
    const waiting = reasons.filter((each) => each !== undefined);
    return { ready: waiting.length === 0, waiting };
  }

  private async reasonOf(
    name: string,
    check: ReadinessCheck,
  ): Promise<{ check: string; reason: string } | undefined> {
    const timeout = new AbortController();
    try {
      await Promise.race([check(), this.expire(timeout.signal)]);
      return undefined;
    } catch (error) {
      return { check: name, reason: messageOf(error) };
    } finally {
      timeout.abort();
    }
  }

  private expire(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`gave no answer within ${this.checkTimeoutMs} ms`)),
        this.checkTimeoutMs,
      );
      signal.addEventListener('abort', () => clearTimeout(timer));
    });
  }
}
