import { BrokerSettings } from '#messaging';
import type { SettingsClass } from '#platform';

export const evseSyncSettings: readonly SettingsClass[] = [BrokerSettings];
