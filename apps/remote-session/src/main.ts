import { startMicroservice } from '#messaging';
import { runService } from '#platform';
import { RemoteSessionModule } from './remote-session.module.js';
import { remoteSessionSettings } from './settings.js';

await runService({
  name: 'remote-session',
  settings: remoteSessionSettings,
  start: (platform) => startMicroservice(platform, RemoteSessionModule),
});
