/** What tools and tests may import of the CLI: everything behind this file may change freely. */
export { SandboxClient } from './sandbox/sandbox-client.js';
export { settingsOfProcess, settingsOfSuite } from './suite/all-settings.js';
export { ApiClient, ApiRefusal } from './suite/api-client.js';
export {
  DEMONSTRATION_EVSE,
  DEMONSTRATION_UID,
  demonstrationEvcoId,
  NEIGHBOURING_EVSE,
  putDemonstrationData,
} from './suite/demonstration-data.js';
export { developmentDefaults, firstApiKey, type Environment } from './suite/development-defaults.js';
export { ensureSecret } from './suite/ensure-secret.js';
export { dataFolder, projectFolder } from './suite/folders.js';
export { answeringServices, processNames, pullingServices, type ProcessName } from './suite/process-names.js';
export {
  AlreadyRunningError,
  claimDataFolder,
  findRunningSuite,
  releaseDataFolder,
} from './suite/running-suite.js';
export { secretSettings } from './suite/secret-settings.js';
export { migrateServices, serviceDatabases } from './suite/service-databases.js';
