/** The calls that this process has made within the last window: the fallback while the database is unavailable. */
export class LocalWindow {
  private readonly instants: number[] = [];
  private pausedUntil = 0;

  constructor(
    private readonly maxCalls: number,
    private readonly windowMs: number,
  ) {}

  /** Takes a slot. @returns 0, or milliseconds until the next one */
  takeSlot(): number {
    const now = performance.now();
    while (this.instants[0] !== undefined && this.instants[0] <= now - this.windowMs) this.instants.shift();
    const free = this.instants.length < this.maxCalls ? 0 : (this.instants[0] ?? now) + this.windowMs - now;
    const wait = Math.ceil(Math.max(free, this.pausedUntil - now, 0));
    if (wait === 0) this.instants.push(now);
    return wait;
  }

  /** Records a call whose slot the database granted, in case the database becomes unavailable. */
  recordCall(): void {
    this.instants.push(performance.now());
    if (this.instants.length > this.maxCalls) this.instants.shift();
  }

  /** Grants no slot for this long. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
  }
}
