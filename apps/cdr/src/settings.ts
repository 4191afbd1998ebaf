import { BrokerSettings } from '#messaging';
import type { SettingsClass } from '#platform';

export const cdrSettings: readonly SettingsClass[] = [BrokerSettings];
