import { authorizationSettings } from '../../../authorization/src/settings.js';
import { cdrSettings } from '../../../cdr/src/published.js';
import { evseSyncSettings } from '../../../evse-sync/src/settings.js';
import { gatewaySettings } from '../../../gateway/src/settings.js';
import { sandboxSettings } from '../../../hbs-sandbox/src/control-api.js';
import { remoteSessionSettings } from '../../../remote-session/src/settings.js';
import { PlatformSettings, type SettingsClass } from '#platform';
import type { ProcessName } from './process-names.js';

/** The settings classes of every process, without PlatformSettings, which every process has. */
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
