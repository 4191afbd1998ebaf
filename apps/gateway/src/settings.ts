import { BrokerSettings } from '#messaging';
import { RemoteSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { ApiSettings } from './api/api-settings.js';
import { EdgeSettings } from './inbound/edge/edge-settings.js';
import { JournalSettings } from './journal/journal-settings.js';
import { HbsSettings } from './outbound/hbs-settings.js';
import { HbsLimitSettings, HbsPathSettings } from './outbound/operation-settings.js';

/** Every settings class of the gateway. */
export const gatewaySettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  EdgeSettings,
  HbsSettings,
  RemoteSettings,
  HbsLimitSettings,
  HbsPathSettings,
  JournalSettings,
  ApiSettings,
];
