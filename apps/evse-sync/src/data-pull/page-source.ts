import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RpcError, RpcRefusal } from '#messaging';
import { HbsClient, parseHbsReply, type HbsAnswerTo, type SyncReason } from '#suite';
import type { ReceivedEvseData } from '#oicp';
import { backoff, Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { PullRefusedError } from '../runs/run-errors.js';
import { SyncSettings } from '../sync-settings.js';

/** A page of PullEVSEData to fetch. */
export interface PageRequest {
  readonly providerId: string;
  /** The body of the request, as JSON. */
  readonly body: string;
  /** From 0. */
  readonly number: number;
  /** Most records in it. */
  readonly size: number;
  /** An answer that arrives earlier is parsed only then: parsing a large one blocks the process, which has more urgent work. */
  readonly parseAfter?: Promise<void>;
}

/** A page with the bytes of its answer, or the reason why it is lost. */
export type FetchedPage =
  | { readonly kind: 'page'; readonly value: ReceivedEvseData; readonly bytes: Buffer }
  | { readonly kind: 'lost'; readonly reason: SyncReason };

/** How long an unavailable gateway or broker, or a limit, may delay a page before it is given up. */
const GIVE_UP_AFTER_MS = 20 * 60_000;
const LONGEST_DELAY_MS = 30_000;

type Attempt =
  | FetchedPage
  /** `isPagesFault`: the page itself was answered wrongly; such an answer is tolerated only a few times. */
  | {
      readonly kind: 'again';
      readonly reason: SyncReason;
      readonly isPagesFault: boolean;
      readonly waitMs?: number;
    };

/** Fetches pages of EVSE records from HBS and retries where that may help. */
@Injectable()
export class PageSource {
  constructor(
    private readonly hbs: HbsClient,
    private readonly settings: SyncSettings,
    private readonly log: Log,
  ) {}

  /** Fetches a page, with retries. @throws {PullRefusedError} when HBS or the gateway refuses every page */
  async fetch(wanted: PageRequest, signal: AbortSignal): Promise<FetchedPage> {
    const until = performance.now() + GIVE_UP_AFTER_MS;
    let faults = 0;
    for (let attempts = 1; ; attempts += 1) {
      const attempt = await this.attempt(wanted, signal);
      if (attempt.kind !== 'again') return attempt;
      const { reason, isPagesFault, waitMs } = attempt;
      if (isPagesFault) faults += 1;
      const isHopeless = faults >= this.settings.SYNC_PAGE_ATTEMPTS || performance.now() > until;
      if (isHopeless) return { kind: 'lost', reason };
      this.log.raise(evseSyncAlarms.SYNC_PAGE_RETRIED, { page: wanted.number, reason });
      const delay = backoff(attempts, { initial: this.settings.SYNC_RETRY_DELAY, most: LONGEST_DELAY_MS });
      await sleep(waitMs ?? delay, undefined, { signal });
    }
  }

  private async attempt(wanted: PageRequest, signal: AbortSignal): Promise<Attempt> {
    const { providerId, body, number, size, parseAfter } = wanted;
    try {
      const reply = await this.hbs.send('pullEvseData', providerId, body, { page: { number, size }, signal });
      await parseAfter;
      return classifyAnswer(parseHbsReply('pullEvseData', reply), reply.bytes, number);
    } catch (error) {
      if (error instanceof RpcRefusal) throw new PullRefusedError(error.code, error.message);
      if (!(error instanceof RpcError)) throw error;
      const reason = { code: 'GATEWAY_AWAY', message: `the gateway did not answer: ${error.message}` };
      return { kind: 'again', reason, isPagesFault: false };
    }
  }
}

/** Decides whether a page is there, lost, or to be fetched again. @throws {PullRefusedError} for a refusal of every page */
function classifyAnswer(answer: HbsAnswerTo<'pullEvseData'>, bytes: Buffer, number: number): Attempt {
  const { outcome, sentence } = answer;
  const reason = { code: toReasonCode(outcome), message: sentence };
  switch (outcome) {
    case 'accepted': {
      const { value } = answer;
      if (value.number === undefined || value.number === number) return { kind: 'page', value, bytes };
      const message = `page ${number} was requested and page ${value.number} received`;
      return { kind: 'again', reason: { code: 'PAGE_WRONG', message }, isPagesFault: true };
    }
    case 'limited': {
      const { retryAfterMs } = answer;
      const isWait = retryAfterMs !== undefined;
      return { kind: 'again', reason, isPagesFault: false, ...(isWait && { waitMs: retryAfterMs }) };
    }
    case 'identity-error':
    case 'tls-error':
    case 'not-whitelisted':
      throw new PullRefusedError(reason.code, sentence);
    case 'refused':
    case 'invalid-request':
    case 'unavailable':
      return answer.repeatable ? { kind: 'again', reason, isPagesFault: true } : { kind: 'lost', reason };
  }
}

function toReasonCode(outcome: string): string {
  return `HBS_${outcome.toUpperCase().replaceAll('-', '_')}`;
}
