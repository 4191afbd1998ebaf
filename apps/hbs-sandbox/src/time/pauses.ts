import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Waiting that ends with the sandbox: nobody waits for a late answer of a sandbox that is being stopped. */
@Injectable()
export class Pauses implements BeforeApplicationShutdown {
  private readonly ending = new AbortController();

  constructor() {
    // Every pause listens to the one signal, and there are as many pauses as charges and delayed answers.
    setMaxListeners(0, this.ending.signal);
  }

  get ended(): boolean {
    return this.ending.signal.aborted;
  }

  /** Resolves after that many milliseconds, earlier when `wake` aborts, and at once when the sandbox ends. */
  async for(ms: number, wake?: AbortSignal): Promise<void> {
    const signal = wake ? AbortSignal.any([this.ending.signal, wake]) : this.ending.signal;
    if (ms <= 0 || signal.aborted) return;
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  beforeApplicationShutdown(): void {
    this.ending.abort();
  }
}
