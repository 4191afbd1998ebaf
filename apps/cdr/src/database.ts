import { OutboxRow } from '#messaging';
import { Lease, type ServiceDatabase } from '#persistence';
import { DueComparison } from './comparison/due-comparison.entity.js';
import { CreateRecords1795500000000 } from './migrations/1795500000000-create-records.js';
import { CreateRuns1795500000010 } from './migrations/1795500000010-create-runs.js';
import { AddPageSize1795500000020 } from './migrations/1795500000020-add-page-size.js';
import { CompareRecords1795500000030 } from './migrations/1795500000030-compare-records.js';
import { ListByReceipt1795500000090 } from './migrations/1795500000090-list-by-receipt.js';
import { CompareByChargingTimes1795500000100 } from './migrations/1795500000100-compare-by-charging-times.js';
import { Mark } from './reconciliation/mark.entity.js';
import { Run } from './reconciliation/run.entity.js';
import { Content } from './records/content.entity.js';
import { CdrRecord } from './records/record.entity.js';
import { Unreadable } from './records/unreadable.entity.js';
import { KnownSession } from './sessions/known-session.entity.js';

/** The schema of cdr. */
export const cdrDatabase: ServiceDatabase = {
  schema: 'cdr',
  entities: [OutboxRow, Lease, CdrRecord, Content, Unreadable, KnownSession, DueComparison, Mark, Run],
  migrations: [
    CreateRecords1795500000000,
    CreateRuns1795500000010,
    AddPageSize1795500000020,
    CompareRecords1795500000030,
    ListByReceipt1795500000090,
    CompareByChargingTimes1795500000100,
  ],
};
