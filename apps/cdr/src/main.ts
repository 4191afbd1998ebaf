import { startMicroservice } from '#messaging';
import { runService } from '#platform';
import { CdrModule } from './cdr.module.js';
import { cdrSettings } from './settings.js';

await runService({
  name: 'cdr',
  settings: cdrSettings,
  start: (platform) => startMicroservice(platform, CdrModule),
});
