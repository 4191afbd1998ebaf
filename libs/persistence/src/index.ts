/**
 * PostgreSQL as services use it: one schema and one list of migrations per service, COPY for bulk writes, and jobs
 * that one replica does at a time.
 */
export { persistenceAlarms } from './alarms.js';
export { BackgroundDatabase } from './background-database.js';
export { awaitSchema, connectWithRetries } from './connect.js';
export { copyAtOnceInto, copyBatchesInto, copyInto } from './copy/copy-into.js';
export { copyLine, type CopyValue } from './copy/copy-text.js';
export { createDataSource } from './data-source.js';
export { DatabaseSettings } from './database-settings.js';
export { isDatabaseUnavailable } from './database-unavailable.js';
export { Leader, type LeaderOptions } from './jobs/leader.js';
export { createLeaseTable, Lease } from './jobs/lease.entity.js';
export { acquireLease, holdsLease, releaseLease, renewLease, type Leadership } from './jobs/lease-row.js';
export { PeriodicJob, type PeriodicJobOptions } from './jobs/periodic-job.js';
export { RunClaim } from './jobs/run-claim.js';
export { LeadLostError, RunEndedError } from './jobs/run-errors.js';
export { runStates, type RunState, type StoredRun } from './jobs/run-state.js';
export { RunTable, type RunColumns, type RunTableOptions } from './jobs/run-table.js';
export { RunWorker, type RunWorkerOptions } from './jobs/run-worker.js';
export { assertMigrated, migrate, SchemaBehindError, schemaDrift, schemaOf } from './migrate.js';
export { parseInstantPart, parseRowNumberPart, parseUuidPart } from './paging/cursor-part.js';
export { CursorError, cursorOf, parseCursor } from './paging/cursor.js';
export { PersistenceModule } from './persistence.module.js';
export type { ServiceDatabase } from './service-database.js';
export { selectPage, type PageForm } from './paging/select-page.js';
export { isStorableText, keyText, shownText, storableText } from './text/storable-text.js';
