import { parseProviderId, providerIdKey } from '#oicp';

/** For whom a price is. `anybody`: for every provider. `unclear`: nobody can say, so perhaps for us. */
export type PriceAudience = 'us' | 'anybody' | 'another' | 'unclear';

const ALL_PROVIDERS = '*';

/** An absent ProviderID is for anybody: HBS was asked for what holds for us. What is wrong with it is among the violations. */
export function classifyAudience(ownProviderId: string, providerId: string | undefined): PriceAudience {
  if (providerId === undefined || providerId.trim() === ALL_PROVIDERS) return 'anybody';
  if (providerIdKey(providerId) === providerIdKey(ownProviderId)) return 'us';
  return parseProviderId(providerId) ? 'another' : 'unclear';
}
