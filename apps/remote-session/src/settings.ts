import { BrokerSettings } from '#messaging';
import { ComparisonSettings, ProviderSettings, RemoteSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { SessionSettings } from './session-settings.js';

/** The settings that remote-session reads. */
export const remoteSessionSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  RemoteSettings,
  SessionSettings,
  ComparisonSettings,
];
