import { runService } from '#platform';
import { sandboxSettings } from './settings.js';
import { startSandbox } from './start-sandbox.js';

await runService({ name: 'hbs-sandbox', settings: sandboxSettings, start: startSandbox });
