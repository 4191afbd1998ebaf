import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Delays that end with the sandbox, so that a delayed answer does not delay its shutdown. */
@Injectable()
export class Pauses implements OnModuleDestroy {
  private readonly ending = new AbortController();

  constructor() {
    // Every pause listens to the one signal, and there are as many pauses as charges and delayed answers.
    setMaxListeners(0, this.ending.signal);
  }

  /** Whether the sandbox is shutting down. */
  get ended(): boolean {
    return this.ending.signal.aborted;
  }

  /** Resolves after `ms` milliseconds; earlier when `wake` aborts or the sandbox shuts down. */
  async for(ms: number, wake?: AbortSignal): Promise<void> {
    const signal = wake ? AbortSignal.any([this.ending.signal, wake]) : this.ending.signal;
    if (ms <= 0 || signal.aborted) return;
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Ends all delays in the phase before the servers close: closing waits for the answers that are being delayed. */
  onModuleDestroy(): void {
    this.ending.abort();
  }
}
