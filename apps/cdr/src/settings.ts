import { BrokerSettings } from '#messaging';
import { ComparisonSettings, ProviderSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { SameChargeSettings } from './comparison/same-charge-settings.js';
import { ReconciliationSettings } from './reconciliation/reconciliation-settings.js';
import { RecordTimeSettings } from './records/record-time-settings.js';

/** The settings that cdr reads. */
export const cdrSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  ReconciliationSettings,
  ComparisonSettings,
  SameChargeSettings,
  RecordTimeSettings,
];
