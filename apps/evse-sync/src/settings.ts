import { BrokerSettings } from '#messaging';
import { ProviderSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { SyncSettings } from './sync-settings.js';

/** The settings that evse-sync reads from its environment. */
export const evseSyncSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  SyncSettings,
];
