import { BrokerSettings, ProviderSettings, RemoteSettings } from '#messaging';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { SessionSettings } from './session-settings.js';

export const remoteSessionSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  RemoteSettings,
  SessionSettings,
];
