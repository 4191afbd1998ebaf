import { choice, duration, port } from './kinds.js';
import { Setting } from './setting.js';

/** The settings of every process of the suite. */
export class PlatformSettings {
  @Setting(port, {
    about: 'Port of `/livez`, `/readyz` and `/metrics` of this process (`npm start` gives each its own).',
    default: '9000',
  })
  readonly HEALTH_PORT!: number;

  @Setting(choice('trace', 'debug', 'info', 'warn', 'error', 'fatal'), {
    about: 'Least severe log line that is written.',
    default: 'info',
  })
  readonly LOG_LEVEL!: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

  @Setting(choice('auto', 'json', 'pretty'), {
    about: 'Format of log lines; `auto` is `pretty` in a terminal and `json` elsewhere.',
    default: 'auto',
  })
  readonly LOG_FORMAT!: 'auto' | 'json' | 'pretty';

  @Setting(duration, {
    about: 'How long a process that was asked to stop may take to finish its work.',
    default: 'PT75S',
  })
  readonly SHUTDOWN_GRACE!: number;
}
