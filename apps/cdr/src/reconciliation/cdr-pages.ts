import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RpcError } from '#messaging';
import { HbsClient, type HbsAnswerTo } from '#suite';
import { getChargeDetailRecords, Instant, recordTexts } from '#oicp';
import { backoff, Log, messageOf, type BackoffOptions } from '#platform';
import { cdrAlarms } from '../alarms.js';
import type { PagePlace } from './page-place.js';
import type { PageTotals } from './page-totals.js';
import { PageTooLargeError, ReconciliationError } from './reconciliation-error.js';

const ATTEMPTS = 5;

/** How long is waited before a page is asked for again. */
export class ReconciliationBackoff implements BackoffOptions {
  readonly initial: number = 2_000;
  readonly most: number = 60_000;
}

/** A page of GetChargeDetailRecords to request. */
export interface AskedPage {
  readonly providerId: string;
  readonly from: Date;
  readonly to: Date;
  /** Only what was not forwarded to us. */
  readonly unforwarded: boolean;
  readonly place: PagePlace;
}

/** A page of GetChargeDetailRecords as HBS listed it. */
export interface CdrPage {
  readonly totals: PageTotals;
  /** Each record exactly as it stood in the page. */
  readonly records: readonly Buffer[];
}

type Answer = HbsAnswerTo<'getChargeDetailRecords'>;

/** Pages of charge detail records, as HBS lists them. */
@Injectable()
export class CdrPages {
  constructor(
    private readonly hbs: HbsClient,
    private readonly patience: ReconciliationBackoff,
    private readonly log: Log,
  ) {}

  /**
   * Asks until there is an answer, a few times and ever more slowly.
   *
   * @throws {ReconciliationError} HBS_REFUSED, HBS_UNAVAILABLE, PAGES_CONTRADICT
   * @throws {PageTooLargeError} it will not come, however often it is asked for
   */
  async pull(asked: AskedPage, signal: AbortSignal): Promise<CdrPage> {
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.try(asked, signal);
      if ('records' in tried) return tried;
      const { reason, retryAfterMs = 0 } = tried;
      if (attempt >= ATTEMPTS) throw new ReconciliationError('HBS_UNAVAILABLE', reason);
      const waitMs = Math.max(retryAfterMs, backoff(attempt, this.patience));
      const { providerId, place } = asked;
      const { page } = place;
      this.log.raise(cdrAlarms.RECONCILIATION_DELAYED, { providerId, page, attempt, reason, waitMs });
      await sleep(waitMs, undefined, { signal });
    }
  }

  private async try(
    asked: AskedPage,
    signal: AbortSignal,
  ): Promise<CdrPage | { readonly reason: string; readonly retryAfterMs?: number | undefined }> {
    const page = { number: asked.place.page, size: asked.place.pageSize };
    try {
      const { answer, bytes } = await this.hbs.ask(
        'getChargeDetailRecords',
        asked.providerId,
        requestOf(asked),
        { page, signal },
      );
      if (answer.outcome === 'accepted') return pageOf(answer.value, bytes);
      return mayPass(answer);
    } catch (error) {
      if (error instanceof RpcError) return { reason: messageOf(error) };
      throw error;
    }
  }
}

function requestOf({ providerId, from, to, unforwarded }: AskedPage): string {
  return getChargeDetailRecords.write({
    ProviderID: providerId,
    From: Instant.at(from),
    To: Instant.at(to),
    ...(unforwarded && { CDRForwarded: false }),
  });
}

/**
 * @throws {ReconciliationError} for an answer that will not change by asking again
 * @throws {PageTooLargeError}
 */
function mayPass(answer: Exclude<Answer, { outcome: 'accepted' }>): {
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
} {
  const reason = answer.sentence;
  if (answer.outcome === 'limited') return { reason, retryAfterMs: answer.retryAfterMs };
  if (answer.outcome === 'unavailable') {
    if (answer.cause === 'too-large') throw new PageTooLargeError(reason);
    return { reason };
  }
  throw new ReconciliationError('HBS_REFUSED', reason);
}

/** Records are stored from their own text: evidence is not re-serialised. */
function pageOf(value: Extract<Answer, { outcome: 'accepted' }>['value'], bytes: Buffer): CdrPage {
  const records = recordTexts(bytes).map((text) => Buffer.from(text));
  const expected = value.content?.length ?? 0;
  if (records.length !== expected) {
    throw new ReconciliationError(
      'PAGES_CONTRADICT',
      `a page of ${expected} records has the texts of ${records.length}`,
    );
  }
  const { number, totalElements, totalPages, last } = value;
  return { records, totals: { number, totalElements, totalPages, last } };
}
