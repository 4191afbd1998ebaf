import { Injectable } from '@nestjs/common';
import { ProviderSettings } from '#suite';
import { parseEvcoId, providerIdKey, parseLooseProviderId } from '#oicp';

/** Whose record it is. */
@Injectable()
export class Providers {
  constructor(private readonly settings: ProviderSettings) {}

  /**
   * The provider that HBS names, or else the contract's: one of ours exactly as configured, another as it was written.
   */
  readonly resolve = (named: {
    readonly hub?: string | undefined;
    readonly evcoId?: string | undefined;
  }): string | undefined => {
    const written = named.hub ?? parseEvcoId(named.evcoId ?? '')?.providerPart;
    if (written === undefined) return undefined;
    return this.configured(written) ?? written;
  };

  /** The configured ProviderID that is the same, whatever its spelling. */
  configured(providerId: string): string | undefined {
    const key = parseLooseProviderId(providerId)?.key ?? providerIdKey(providerId);
    return this.settings.EMP_PROVIDER_IDS.find((each) => providerIdKey(each) === key);
  }
}
