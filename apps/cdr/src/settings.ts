import { BrokerSettings } from '#messaging';
import { ProviderSettings } from '#suite';
import { DatabaseSettings } from '#persistence';
import type { SettingsClass } from '#platform';
import { ComparisonSettings } from './comparison/comparison-settings.js';
import { ReconciliationSettings } from './reconciliation/reconciliation-settings.js';
import { RecordTimeSettings } from './records/record-time-settings.js';

export const cdrSettings: readonly SettingsClass[] = [
  BrokerSettings,
  DatabaseSettings,
  ProviderSettings,
  ReconciliationSettings,
  ComparisonSettings,
  RecordTimeSettings,
];
