import { Inject, Injectable } from '@nestjs/common';
import { parseEvcoId, parseLooseProviderId, providerIdKey } from '#oicp';
import { ProviderSettings } from './provider-settings.js';

/** Our own ProviderIDs (EMP_PROVIDER_IDS), exactly as configured: HBS compares them as text. */
@Injectable()
export class OwnProviders {
  /** As configured. */
  readonly ids: readonly string[];
  private readonly byKey: ReadonlyMap<string, string>;
  private readonly main: string;

  constructor(@Inject(ProviderSettings) { EMP_PROVIDER_IDS: ids, mainProviderId }: ProviderSettings) {
    this.ids = ids;
    this.main = mainProviderId;
    // The first of two that are one identity.
    this.byKey = new Map(ids.map((id) => [providerIdKey(id), id] as const).toReversed());
  }

  /** Whether a ProviderID in canonical form is ours. */
  has(providerKey: string): boolean {
    return this.byKey.has(providerKey);
  }

  /** The one of ours that is meant, whatever its spelling. */
  find(providerId: string): string | undefined {
    return this.byKey.get(parseLooseProviderId(providerId)?.key ?? providerIdKey(providerId));
  }

  /** The one that a contract belongs to; the main one, if it belongs to none of ours. */
  idOf(evcoId: string): string {
    return this.byKey.get(parseEvcoId(evcoId)?.providerPart ?? '') ?? this.main;
  }
}
