import { BrokerSettings } from '#messaging';
import type { SettingsClass } from '#platform';

export const remoteSessionSettings: readonly SettingsClass[] = [BrokerSettings];
