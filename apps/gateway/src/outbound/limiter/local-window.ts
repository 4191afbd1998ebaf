/** The calls that this process alone has made within the last window: what is left where the database is away. */
export class LocalWindow {
  private readonly instants: number[] = [];
  private pausedUntil = 0;

  constructor(
    private readonly maxCalls: number,
    private readonly windowMs: number,
  ) {}

  /** Takes a place. @returns 0, or milliseconds until there may be one */
  takeSlot(): number {
    const now = performance.now();
    while (this.instants[0] !== undefined && this.instants[0] <= now - this.windowMs) this.instants.shift();
    const free = this.instants.length < this.maxCalls ? 0 : (this.instants[0] ?? now) + this.windowMs - now;
    const wait = Math.ceil(Math.max(free, this.pausedUntil - now, 0));
    if (wait === 0) this.instants.push(now);
    return wait;
  }

  /** A call that the database gave a place counts here, too, should the database go away. */
  recordCall(): void {
    this.instants.push(performance.now());
    if (this.instants.length > this.maxCalls) this.instants.shift();
  }

  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
  }
}
