import { authorizationSettings } from '../../../authorization/src/settings.js';
import { cdrSettings } from '../../../cdr/src/settings.js';
import { evseSyncSettings } from '../../../evse-sync/src/settings.js';
import { gatewaySettings } from '../../../gateway/src/settings.js';
import { sandboxSettings } from '../../../hbs-sandbox/src/settings.js';
import { remoteSessionSettings } from '../../../remote-session/src/settings.js';
import { PlatformSettings, type SettingsClass } from '#platform';
import type { ProcessName } from './service-processes.js';

/** The settings of every process, beside those that all have. */
export const settingsOfProcess: Readonly<Record<ProcessName, readonly SettingsClass[]>> = {
  gateway: gatewaySettings,
  authorization: authorizationSettings,
  'evse-sync': evseSyncSettings,
  'remote-session': remoteSessionSettings,
  cdr: cdrSettings,
  'hbs-sandbox': sandboxSettings,
};

/** Every settings class of these processes, once. */
export function settingsOfSuite(processes: readonly ProcessName[]): readonly SettingsClass[] {
  return [...new Set([PlatformSettings, ...processes.flatMap((name) => settingsOfProcess[name])])];
}
