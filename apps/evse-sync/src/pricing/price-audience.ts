import { parseProviderId, providerIdKey } from '#oicp';

/** For whom a price is. `anybody`: for every provider. `unclear`: the ProviderID is unreadable, so it may be for us. */
export type PriceAudience = 'us' | 'anybody' | 'another' | 'unclear';

const ALL_PROVIDERS = '*';

/** Classifies a price by its ProviderID. An absent one means anybody: HBS was asked for prices that hold for us. */
export function classifyAudience(ownProviderId: string, providerId: string | undefined): PriceAudience {
  if (providerId === undefined || providerId.trim() === ALL_PROVIDERS) return 'anybody';
  if (providerIdKey(providerId) === providerIdKey(ownProviderId)) return 'us';
  return parseProviderId(providerId) ? 'another' : 'unclear';
}
