import { BrokerSettings } from '#messaging';
import { ProviderSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { DecisionSettings } from './decision-settings.js';
import { PinSettings } from './pin/pin-settings.js';

/** The settings that authorization reads. */
export const authorizationSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  DecisionSettings,
  PinSettings,
];
