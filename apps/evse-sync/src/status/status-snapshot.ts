import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages, SyncCounts, SyncReason } from '#suite';
import { copyBatchesInto } from '#persistence';
import { MissingRecordStore } from '../findings/missing-record-store.js';
import { StatusFindingStore } from '../findings/status-finding-store.js';
import { removalLimit } from '../replica/removal-limit.js';
import type { SyncClaim } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { applyChanges, createChangeTable } from './status-changes.js';
import { quarantineStatuses, type QuarantinedStatus } from './status-quarantine.js';

/** The counts of a snapshot, filled while its rows are read. */
export interface SnapshotCounts {
  /** Chunks of the stream. */
  pages: number;
  /** Statuses, as the gateway counts them. */
  records: number;
  /** Statuses that the replica stores. */
  covered: number;
  /** Entries without a readable EvseID or status. */
  unreadable: number;
  /** Statuses that OICP does not list. */
  unknown: number;
  /** The first of the unreadable entries. */
  readonly quarantined: QuarantinedStatus[];
  /** Why statuses of an EVSE were unreadable, by its key: the last reason. */
  readonly problems: Map<string, string>;
}

/** Key, EvseID as HBS wrote it, status, position in the snapshot from 1. */
export type StatusRow = readonly [string, string, string, number];
/** The rows of a snapshot as they are received; ends with an error when the snapshot is not complete. */
export type SnapshotRows = AsyncIterable<readonly StatusRow[]>;

/** Timeout of a statement: the COPY lasts as long as HBS sends the snapshot. */
const LONGEST_MS = 10 * 60_000;

/** Writes a snapshot of all statuses: one COPY while it is received, one comparison, one transaction. */
@Injectable()
export class StatusSnapshot {
  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly settings: SyncSettings,
    private readonly findings: StatusFindingStore,
    private readonly missing: MissingRecordStore,
  ) {}

  /** Writes a snapshot and ends its run. @throws whatever `rows` throws, and nothing is written. @throws {RunEndedError | LeadLostError} */
  async write(
    claim: SyncClaim,
    rows: SnapshotRows,
    received: SnapshotCounts,
  ): Promise<{ readonly counts: SyncCounts; readonly reasons: readonly SyncReason[] }> {
    const { run } = claim;
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      const begun = await manager.query<{ at: string }[]>('select clock_timestamp()::text as at');
      // The comparison sorts the whole network in memory: 64 MB hold about half a million EVSEs.
      await manager.query(`set local statement_timeout = ${LONGEST_MS}; set local work_mem = '64MB'`);
      await copyStatuses(manager, rows);
      // Only now: a lock on the lease for as long as HBS takes would block the next leader.
      await claim.assertHeld(manager);
      await this.findings.begin(manager);
      await this.findings.addUnreadable(manager, received.problems);
      const repeated = await this.findings.dropRepeated(manager);
      if (received.unknown > 0) await this.findings.addUnknown(manager);
      await this.findings.replace(manager);
      await quarantineStatuses(manager, run.id, received.quarantined);
      await findDifferences(manager, begun[0]?.at ?? '');
      const reasons = await this.withholdRemovals(manager, run);
      const changes = await countChanges(manager, run, { ...received, repeated });
      await applyChanges(transaction, begun[0]?.at ?? '');
      const withoutRecord = await this.missing.refresh(manager, changes);
      const counts = { ...changes, repeated, withoutRecord };
      // A withheld status was not observed: such a snapshot confirms only the statuses that it changes.
      const watermark = reasons.length === 0 ? run.startedAt : null;
      await claim.end(manager, 'succeeded', { reasons, counts, watermark });
      return { counts, reasons };
    });
  }

  private async withholdRemovals(manager: EntityManager, run: SyncRun): Promise<readonly SyncReason[]> {
    const [gone] = await manager.query<{ going: number }[]>(
      'select count(*)::int as going from status_change where status is null',
    );
    const { going = 0 } = gone ?? {};
    if (going === 0) return [];
    const [all] = await manager.query<{ present: number }[]>(
      'select count(*)::int as present from evse.evse_status',
    );
    const { present = 0 } = all ?? {};
    const limit = removalLimit(present, run.maxDeleteShare ?? this.settings.SYNC_MAX_DELETE_SHARE);
    if (going <= limit) return [];
    await manager.query('delete from status_change where status is null');
    const message = `${going} of ${present} EVSEs have no status in the snapshot, more than one snapshot may remove`;
    return [{ code: 'DELETION_WITHHELD', message }];
  }
}

async function copyStatuses(manager: EntityManager, rows: SnapshotRows): Promise<void> {
  if (!manager.queryRunner) throw new Error('COPY needs the connection of its transaction');
  await manager.query(
    'create temp table status_now (key text, evse_id text, status text, position integer) on commit drop',
  );
  const columns = ['key', 'evse_id', 'status', 'position'];
  await copyBatchesInto(manager.queryRunner, 'status_now', columns, rows);
}

/** Fills `status_change` with the differences between snapshot and replica, in one pass over both. */
async function findDifferences(manager: EntityManager, begunAt: string): Promise<void> {
  await createChangeTable(manager);
  await manager.query(
    `insert into status_change (key, evse_id, status, previous)
     select key, coalesce(n.evse_id, s.evse_id), n.status, s.status
     from evse.evse_status s full join status_now n using (key)
     where n.status is distinct from s.status and (s.observed_at is null or s.observed_at <= $1::timestamptz)`,
    [begunAt],
  );
}

async function countChanges(
  manager: EntityManager,
  run: SyncRun,
  { pages, records, covered, unreadable, repeated }: SnapshotCounts & { readonly repeated: number },
): Promise<SyncCounts> {
  const [row] = await manager.query<{ inserted: number; updated: number; deleted: number }[]>(
    `select count(*) filter (where previous is null)::int as inserted,
            count(*) filter (where status is not null and previous is not null)::int as updated,
            count(*) filter (where status is null)::int as deleted
     from status_change`,
  );
  const { inserted = 0, updated = 0, deleted = 0 } = row ?? {};
  const unchanged = covered - repeated - inserted - updated;
  const quarantined = unreadable;
  return { ...run.counts, pages, records, inserted, updated, deleted, unchanged, repeated, quarantined };
}
