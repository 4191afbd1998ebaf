import { BrokerSettings, ProviderSettings } from '#messaging';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';

export const authorizationSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
];
