import { BrokerSettings } from '#messaging';
import { ComparisonSettings, ProviderSettings, RemoteSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { SessionSettings } from './session-settings.js';

export const remoteSessionSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  RemoteSettings,
  SessionSettings,
  ComparisonSettings,
];
