import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EvseView, Page, SessionView } from '#suite';
import { parseEvcoId, withCheckDigit, type EvcoId } from '#oicp';
import { messageOf } from '#platform';
import type { SandboxControl } from '../soak/sandbox-control.js';
import { ApiRefusal, type ApiClient } from '../../../apps/cli/src/published.js';

/** Used here alone: no example of a document names it. */
const DRIVER = withCheckDigit(parseEvcoId('DE-EMP-CFUZZTEST') as EvcoId);
const CARD = '0F0E0D0C0B0A09';
const SWIPED_AT = 'DE*ABC*EFUZZ*1';
/** The longest pause is half a minute: HBS's limit of remote starts may be used up by the other cases. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const RECORD_WITHIN_MS = 60_000;

/**
 * What the demonstration shows, again and again: a card is swiped, an app starts a charge and stops it, both records are
 * received. Cases may change or delete what it uses (an identifier can be taken from any list), so a charge that fails is
 * tried again with everything in place.
 */
export class Traffic {
  charges = 0;
  readonly problems: string[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: ApiClient,
    private readonly sandbox: SandboxControl,
    private readonly random: () => number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the round that runs is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      for (const charge of [() => this.swipe(), () => this.startFromApp()]) {
        await this.retry(charge).then(
          () => (this.charges += 1),
          (error: unknown) => {
            if (isAbort(error)) return;
            this.problems.push(`the demonstration's traffic failed: ${messageOf(error)}`);
          },
        );
      }
    }
  }

  private async retry(charge: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.putDriver();
        return await charge();
      } catch (error) {
        const isServerError = error instanceof ApiRefusal && error.status >= 500;
        if (isServerError || attempt === ATTEMPTS) throw error;
        await sleep(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS), undefined, {
          signal: this.stopping.signal,
        });
      }
    }
  }

  private async putDriver(): Promise<void> {
    await this.api.put(`contracts/${DRIVER}`, { status: 'active' });
    await this.api.put(`tokens/${CARD}`, { evcoId: DRIVER, status: 'active' });
  }

  private async swipe(): Promise<void> {
    const { authorized, code, sessionId } = await this.sandbox.swipe(CARD, SWIPED_AT);
    if (!authorized) throw new Error(`the card was refused with ${code}`);
    await this.untilRecorded(sessionId);
  }

  private async startFromApp(): Promise<void> {
    const { items } = await this.api.get<Page<EvseView>>('evses?status=Available&limit=50');
    const evse = items[Math.floor(this.random() * items.length)];
    if (!evse) throw new Error('no charging point is available');
    const body = { evseId: evse.evseId, evcoId: DRIVER };
    const { id } = await this.api.post<SessionView>('sessions', body, { 'idempotency-key': randomUUID() });
    const { sessionId, state, reason } = await this.until(id, ({ state: now }) => !isStarting(now));
    if (sessionId === undefined) throw new Error(`the session is ${state}: ${reason}`);
    if (state === 'active')
      await this.api.post(`sessions/${id}/stop`, {}).catch((error: unknown) => {
        // The charge has ended by itself.
        if (!(error instanceof ApiRefusal) || error.status !== 409) throw error;
      });
    await this.untilRecorded(sessionId);
  }

  private until(id: string, holds: (session: SessionView) => boolean): Promise<SessionView> {
    return eventually(async () => {
      const session = await this.api.get<SessionView>(`sessions/${id}`);
      if (!holds(session)) throw new Error(`the session is ${session.state}`);
      return session;
    });
  }

  private async untilRecorded(sessionId: string): Promise<void> {
    await eventually(() => this.api.get(`cdrs/${sessionId}`));
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
const isStarting = (state: SessionView['state']): boolean => state === 'requested' || state === 'pending';

/** Repeats `look` until it succeeds; a refusal other than 404 is thrown at once. */
async function eventually<T>(look: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + RECORD_WITHIN_MS; ; await sleep(250)) {
    try {
      return await look();
    } catch (error) {
      const isFinal = error instanceof ApiRefusal && error.status !== 404;
      if (isFinal || performance.now() > until) throw error;
    }
  }
}
