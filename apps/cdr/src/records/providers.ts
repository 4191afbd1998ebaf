import { Injectable } from '@nestjs/common';
import { OwnProviders, ProviderSettings } from '#suite';
import { parseEvcoId } from '#oicp';

/** Whose record it is. */
@Injectable()
export class Providers {
  private readonly own: OwnProviders;

  constructor(settings: ProviderSettings) {
    this.own = new OwnProviders(settings);
  }

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
    return this.own.find(providerId);
  }
}
