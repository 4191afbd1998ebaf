import { startMicroservice } from '#messaging';
import { runService } from '#platform';
import { EvseSyncModule } from './evse-sync.module.js';
import { evseSyncSettings } from './settings.js';

await runService({
  name: 'evse-sync',
  settings: evseSyncSettings,
  start: (platform) => startMicroservice(platform, EvseSyncModule),
});
