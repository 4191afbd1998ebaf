import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import type { SuiteMessages, SyncCounts, SyncReason } from '#suite';
import { copyBatchesInto, type Leadership } from '#persistence';
import { MissingRecordStore } from '../findings/missing-record-store.js';
import { StatusFindingStore } from '../findings/status-finding-store.js';
import { removalBound } from '../replica/removal-bound.js';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { applyChanges, createChangeTable } from './status-changes.js';
import { quarantineStatuses, type QuarantinedStatus } from './status-quarantine.js';

/** What a snapshot has brought, filled while its rows are read. */
export interface SnapshotCounts {
  pages: number;
  /** As the gateway counts them. */
  records: number;
  /** Of the operators that are kept. */
  kept: number;
  unreadable: number;
  /** Statuses that OICP does not have. */
  unknown: number;
  /** Of those that were unreadable, the first. */
  readonly quarantined: QuarantinedStatus[];
}

/** Key, EvseID as written, status, position in the snapshot; without a status, what is wrong with it. */
export type StatusRow = readonly [string, string, string | null, number, string | null];
/** The rows of a whole snapshot as they arrive; ends in an error when it is not whole. */
export type SnapshotRows = AsyncIterable<readonly StatusRow[]>;

/** As long as a snapshot may take to arrive, beyond what a statement may take elsewhere. */
const LONGEST_MS = 10 * 60_000;

/** Writes a whole snapshot of statuses: one COPY while it arrives, one comparison, one transaction. */
@Injectable()
export class StatusSnapshot {
  constructor(
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly runs: RunStore,
    private readonly settings: SyncSettings,
    private readonly findings: StatusFindingStore,
    private readonly missing: MissingRecordStore,
  ) {}

  /** @throws whatever `rows` throws, and nothing is written. @throws {RunTakenAwayError} */
  async write(
    run: SyncRun,
    leadership: Leadership,
    rows: SnapshotRows,
    read: SnapshotCounts,
  ): Promise<{ readonly counts: SyncCounts; readonly reasons: readonly SyncReason[] }> {
    return await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      const begun = await manager.query<{ at: string }[]>('select clock_timestamp()::text as at');
      // The whole network is compared in memory: 64 MB hold about half a million EVSEs.
      await manager.query(`set local statement_timeout = ${LONGEST_MS}; set local work_mem = '64MB'`);
      await copyStatuses(manager, rows);
      // Only now: a lock on the lease for as long as HBS takes would keep a successor waiting.
      await this.runs.assertLeads(manager, leadership);
      await this.findings.begin(manager);
      if (read.unreadable > 0) await this.findings.dropUnreadable(manager);
      const repeated = await this.findings.dropRepeated(manager);
      if (read.unknown > 0) await this.findings.noteUnknown(manager);
      await this.findings.replace(manager);
      await quarantineStatuses(manager, run.id, read.quarantined);
      await compare(manager, begun[0]?.at ?? '');
      const reasons = await this.withholdGone(manager, run);
      const changes = await countsOf(manager, run, { ...read, repeated });
      await applyChanges(transaction, begun[0]?.at ?? '');
      const withoutRecord = await this.missing.refresh(manager, changes);
      const counts = { ...changes, repeated, withoutRecord };
      await this.runs.end(manager, run.id, {
        state: 'succeeded',
        reasons,
        counts,
        // What was withheld was not observed: the snapshot then confirms only what it changes.
        isWhole: reasons.length === 0,
      });
      return { counts, reasons };
    });
  }

  private async withholdGone(manager: EntityManager, run: SyncRun): Promise<readonly SyncReason[]> {
    const [gone] = await manager.query<{ going: number }[]>(
      'select count(*)::int as going from status_change where status is null',
    );
    const { going = 0 } = gone ?? {};
    if (going === 0) return [];
    const [all] = await manager.query<{ present: number }[]>(
      'select count(*)::int as present from evse.evse_status',
    );
    const { present = 0 } = all ?? {};
    const bound = removalBound(present, run.maxDeleteShare ?? this.settings.SYNC_MAX_DELETE_SHARE);
    if (going <= bound) return [];
    await manager.query('delete from status_change where status is null');
    const message = `${going} of ${present} EVSEs have no status any more, more than one snapshot may remove`;
    return [{ code: 'DELETION_WITHHELD', message }];
  }
}

async function copyStatuses(manager: EntityManager, rows: SnapshotRows): Promise<void> {
  if (!manager.queryRunner) throw new Error('COPY needs the connection of its transaction');
  await manager.query(
    'create temp table status_now (key text, evse_id text, status text, position integer, problem text) on commit drop',
  );
  const columns = ['key', 'evse_id', 'status', 'position', 'problem'];
  await copyBatchesInto(manager.queryRunner, 'status_now', columns, rows);
}

/** Finds what differs, in one pass over both. */
async function compare(manager: EntityManager, begunAt: string): Promise<void> {
  await createChangeTable(manager);
  await manager.query(
    `insert into status_change (key, evse_id, status, previous)
     select key, coalesce(n.evse_id, s.evse_id), n.status, s.status
     from evse.evse_status s full join status_now n using (key)
     where n.status is distinct from s.status and (s.observed_at is null or s.observed_at <= $1::timestamptz)`,
    [begunAt],
  );
}

async function countsOf(
  manager: EntityManager,
  run: SyncRun,
  { pages, records, kept, unreadable, repeated }: SnapshotCounts & { readonly repeated: number },
): Promise<SyncCounts> {
  const [row] = await manager.query<{ inserted: number; updated: number; deleted: number }[]>(
    `select count(*) filter (where previous is null)::int as inserted,
            count(*) filter (where status is not null and previous is not null)::int as updated,
            count(*) filter (where status is null)::int as deleted
     from status_change`,
  );
  const { inserted = 0, updated = 0, deleted = 0 } = row ?? {};
  const unchanged = kept - repeated - inserted - updated;
  const quarantined = unreadable;
  return { ...run.counts, pages, records, inserted, updated, deleted, unchanged, repeated, quarantined };
}
