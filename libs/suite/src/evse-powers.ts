import { Inject, Injectable } from '@nestjs/common';
import { RpcClient } from '#messaging';
import { evseIdKey } from '#oicp';
import { backoff, Log, messageOf } from '#platform';
import type { EvsePower } from './evse.messages.js';
import type { SuiteMessages } from './suite-messages.js';

const ANSWER_WITHIN_MS = 2_000;
const MOST_ASKED = 100;
/** After no answer nobody waits for the next one at once. */
const SILENT_FOR_MS = 10_000;
/** An EVSE’s power hardly changes, and one station’s records come again and again. */
const REMEMBERED_FOR_MS = 10 * 60_000;
/** One that is not known may be after the next pull. */
const UNKNOWN_FOR_MS = 60_000;
const MOST_REMEMBERED = 20_000;
/** Longer than any EvseID, and a call takes only so much. */
const LONGEST_ASKED = 200;

interface Remembered {
  readonly power: EvsePower | undefined;
  readonly until: number;
}

const RETRY = { initial: 15_000, most: 60 * 60_000 };
/** How often the power of an EVSE is requested without an answer: for about a day; then the fixed limit counts. */
export const MOST_POWER_ATTEMPTS = 30;
/** An EVSE becomes known by a pull: after about eight minutes, and then ever later, within the same day. */
const FIRST_ATTEMPT_OF_UNKNOWN = 6;

/** When the power of an EVSE is asked for again. */
export interface PowerRetry {
  /** Attempts so far, the coming one included. */
  readonly attempts: number;
  /** Milliseconds to wait before it. */
  readonly delayMs: number;
}

/**
 * When to ask again after `attempts` in vain; `undefined` once that was often enough.
 *
 * @param missing whether evse-sync did not answer, or has no such EVSE
 */
export function nextPowerRetry(attempts: number, missing: 'unanswered' | 'unknown'): PowerRetry | undefined {
  const next = attempts + 1;
  if (next > MOST_POWER_ATTEMPTS) return undefined;
  const attempt = missing === 'unknown' ? Math.max(next, FIRST_ATTEMPT_OF_UNKNOWN) : next;
  return { attempts: attempt, delayMs: backoff(attempt, RETRY) };
}

/** What evse-sync knows of the power of EVSEs. */
@Injectable()
export class EvsePowers {
  private readonly remembered = new Map<string, Remembered>();
  private silentUntil = 0;

  constructor(
    @Inject(RpcClient) private readonly rpc: RpcClient<SuiteMessages>,
    @Inject(Log) private readonly log: Log,
  ) {}

  /**
   * Asks for all of them in one call for each hundred, and waits two seconds for it.
   *
   * @returns for an EvseID its power, `undefined` where evse-sync has no such EVSE, `unanswered` where it did not say
   */
  async find(evseIds: Iterable<string>): Promise<(evseId: string) => EvsePower | 'unanswered' | undefined> {
    const now = Date.now();
    const wanted = new Map([...evseIds].map((evseId) => [evseIdKey(evseId), evseId]));
    const missing = [...wanted].filter(
      ([key, evseId]) => evseId.length <= LONGEST_ASKED && (this.remembered.get(key)?.until ?? 0) <= now,
    );
    for (let start = 0; start < missing.length; start += MOST_ASKED)
      await this.ask(missing.slice(start, start + MOST_ASKED));
    return (evseId) => {
      if (evseId.length > LONGEST_ASKED) return undefined;
      const found = this.remembered.get(evseIdKey(evseId));
      return found && found.until > now ? found.power : 'unanswered';
    };
  }

  private async ask(asked: readonly (readonly [key: string, evseId: string])[]): Promise<void> {
    if (Date.now() < this.silentUntil) return;
    try {
      const { evses } = await this.rpc.call(
        'evse.powers',
        { evseIds: asked.map(([, evseId]) => evseId) },
        { deadlineMs: ANSWER_WITHIN_MS },
      );
      const powers = new Map(evses.map((each) => [each.evseId, each]));
      for (const [key, evseId] of asked) {
        const power = powers.get(evseId);
        this.remember(key, { power, until: Date.now() + (power ? REMEMBERED_FOR_MS : UNKNOWN_FOR_MS) });
      }
    } catch (error) {
      this.silentUntil = Date.now() + SILENT_FOR_MS;
      this.log.debug('evse-sync did not answer for the power of EVSEs', { reason: messageOf(error) });
    }
  }

  private remember(key: string, found: Remembered): void {
    this.remembered.delete(key);
    this.remembered.set(key, found);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MOST_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }
}
