/**
 * PostgreSQL as services use it: one schema and one list of migrations per service, COPY for bulk writes, and leases for
 * jobs that only one replica may run.
 */
export { persistenceAlarms } from './alarms.js';
export { BackgroundDatabase } from './background-database.js';
export { awaitSchema, connectWithRetries } from './connect.js';
export { copyAtOnceInto, copyBatchesInto, copyInto } from './copy/copy-into.js';
export { copyLine, type CopyValue } from './copy/copy-text.js';
export { createDataSource } from './data-source.js';
export { DatabaseSettings } from './database-settings.js';
export { isDatabaseUnavailable } from './database-unavailable.js';
export { Leader, type LeaderOptions } from './lease/leader.js';
export { createLeaseTable, Lease } from './lease/lease.entity.js';
export { acquireLease, holdsLease, releaseLease, renewLease, type Leadership } from './lease/lease-row.js';
export { assertMigrated, migrate, SchemaBehindError, schemaDrift, schemaOf } from './migrate.js';
export { parseInstantPart, parseRowNumberPart, parseUuidPart } from './paging/cursor-part.js';
export { CursorError, cursorOf, parseCursor } from './paging/cursor.js';
export { PersistenceModule } from './persistence.module.js';
export type { ServiceDatabase } from './service-database.js';
export { selectPage, type PageForm } from './paging/select-page.js';
export { isStorableText, keyText, shownText, storableText } from './text/storable-text.js';
