import { runService } from '#platform';
import { gatewaySettings } from './settings.js';
import { startGateway } from './start-gateway.js';

await runService({ name: 'gateway', settings: gatewaySettings, start: startGateway });
