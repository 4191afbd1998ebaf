/** What tests and load tests may import of the tools: the suite as processes, and the servers that it needs. */
export { freePort, freePorts } from './provision/ports.js';
export { privatePostgres } from './provision/postgres.js';
export { findRabbitmq, NoRabbitmqError } from './provision/rabbitmq-install.js';
export { installedRabbitmq, privateRabbitmq } from './provision/rabbitmq.js';
export { suiteOnAnyPorts, type SuiteOnAnyPorts } from './suite/suite-on-any-ports.js';
export { Suite } from './suite/suite.js';
export { Supervisor, type SupervisorWatcher } from './supervisor/supervisor.js';
