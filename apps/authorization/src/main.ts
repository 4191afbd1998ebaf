import { startMicroservice } from '#messaging';
import { runService } from '#platform';
import { AuthorizationModule } from './authorization.module.js';
import { authorizationSettings } from './settings.js';

await runService({
  name: 'authorization',
  settings: authorizationSettings,
  start: (platform) => startMicroservice(platform, AuthorizationModule),
});
