import { BrokerSettings } from '#messaging';
import type { SettingsClass } from '#platform';
import { ApiSettings } from './api/api-settings.js';
import { EdgeSettings } from './edge/edge-settings.js';

export const gatewaySettings: readonly SettingsClass[] = [BrokerSettings, EdgeSettings, ApiSettings];
