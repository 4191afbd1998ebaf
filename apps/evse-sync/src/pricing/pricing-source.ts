import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RpcError, RpcRefusal } from '#messaging';
import { HbsClient, ProviderSettings, type HbsAnswerTo, type SyncReason } from '#suite';
import { pullEvsePricing, pullPricingProductData } from '#oicp';
import { backoff } from '#platform';
import { SyncSettings } from '../sync-settings.js';
import { readPricing, type ReadPricing } from './read-pricing.js';

type PricingOperation = 'pullPricingProductData' | 'pullEvsePricing';
type Accepted<N extends PricingOperation> = Extract<HbsAnswerTo<N>, { outcome: 'accepted' }>['value'];

const LONGEST_DELAY_MS = 30_000;

/** Prices could not be pulled from HBS. `reason` goes into the reasons of the pull. */
export class PricesUnavailableError extends Error {
  constructor(
    readonly operation: PricingOperation,
    readonly reason: SyncReason,
  ) {
    super(reason.message);
  }
}

/** Pulls from HBS what operators charge us. */
@Injectable()
export class PricingSource {
  constructor(
    private readonly hbs: HbsClient,
    private readonly provider: ProviderSettings,
    private readonly settings: SyncSettings,
  ) {}

  /** Pulls and parses the prices of operators. @throws {PricesUnavailableError} when one of the two pulls fails */
  async pullPrices(operatorIds: readonly string[], signal: AbortSignal): Promise<ReadPricing> {
    const providerId = this.provider.mainProviderId;
    const filter = { OperatorIDs: [...operatorIds] };
    const products = await this.ask(
      'pullPricingProductData',
      providerId,
      pullPricingProductData.write(filter),
      signal,
    );
    const evses = await this.ask(
      'pullEvsePricing',
      providerId,
      pullEvsePricing.write({ ProviderID: providerId, ...filter }),
      signal,
    );
    return readPricing(providerId, products, evses);
  }

  private async ask<N extends PricingOperation>(
    operation: N,
    providerId: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Accepted<N>> {
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.try(operation, providerId, body, signal);
      if ('value' in tried) return tried.value;
      const { reason, isTemporary, waitMs } = tried;
      if (!isTemporary || attempt >= this.settings.SYNC_PAGE_ATTEMPTS)
        throw new PricesUnavailableError(operation, reason);
      const delay = backoff(attempt, { initial: this.settings.SYNC_RETRY_DELAY, most: LONGEST_DELAY_MS });
      await sleep(waitMs ?? delay, undefined, { signal });
    }
  }

  private async try<N extends PricingOperation>(
    operation: N,
    providerId: string,
    body: string,
    signal: AbortSignal,
  ): Promise<
    | { readonly value: Accepted<N> }
    | { readonly reason: SyncReason; readonly isTemporary: boolean; readonly waitMs?: number | undefined }
  > {
    try {
      const { answer } = await this.hbs.ask(operation, providerId, body, { signal });
      if (answer.outcome === 'accepted') return { value: answer.value };
      const code = `HBS_${answer.outcome.toUpperCase().replaceAll('-', '_')}`;
      const reason = { code, message: answer.sentence };
      if (answer.outcome === 'limited') return { reason, isTemporary: true, waitMs: answer.retryAfterMs };
      return { reason, isTemporary: answer.outcome === 'unavailable' };
    } catch (error) {
      if (error instanceof RpcRefusal)
        return { reason: { code: error.code, message: error.message }, isTemporary: false };
      if (!(error instanceof RpcError)) throw error;
      return { reason: { code: 'GATEWAY_AWAY', message: error.message }, isTemporary: true };
    }
  }
}
