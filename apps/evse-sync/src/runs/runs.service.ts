import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { Page, PageQuery, QuarantinedRecord, SyncRunView } from '#suite';
import { parseCursor, parseRowNumberPart, selectPage } from '#persistence';
import { Quarantine } from './quarantine.entity.js';
import { RunStore, type WantedRun } from './run-store.js';
import { toSyncRunView } from './run-view.js';
import { SyncRun } from './sync-run.entity.js';

/** Runs and quarantined records, as the API starts and lists them. */
@Injectable()
export class RunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: RunStore,
  ) {}

  /** Queues a run. @throws {RpcRefusal} SYNC_NO_WATERMARK for a delta before the first complete full pull */
  async start(wanted: Omit<WantedRun, 'requestedBy'>): Promise<SyncRunView> {
    const isDelta = wanted.kind === 'evse-data' && wanted.mode === 'delta';
    if (isDelta && (await this.store.watermark('evse-data')) === undefined) {
      const message =
        'A delta starts from the latest full pull, and none has succeeded yet. Start a full pull.';
      throw new RpcRefusal('SYNC_NO_WATERMARK', message);
    }
    return toSyncRunView(await this.store.queue({ ...wanted, requestedBy: 'api' }));
  }

  /** Finds a run. @throws {RpcRefusal} RUN_UNKNOWN */
  async get(id: string): Promise<SyncRunView> {
    return toSyncRunView(await this.store.get(id));
  }

  /** Cancels a run. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<SyncRunView> {
    return toSyncRunView(await this.store.cancel(id));
  }

  /** Lists runs, the latest first. @throws {CursorError} */
  async list({
    limit,
    cursor,
    kind,
  }: PageQuery & { kind?: SyncRunView['kind'] | undefined }): Promise<Page<SyncRunView>> {
    const where = {
      ...(kind && { kind }),
      ...(cursor !== undefined && { number: LessThan(parseNumberCursor(cursor)) }),
    };
    const select = (take: number): Promise<SyncRun[]> =>
      this.dataSource.getRepository(SyncRun).find({ where, order: { number: 'DESC' }, take });
    return await selectPage(limit, select, { keyOf: ({ number }) => [number], itemOf: toSyncRunView });
  }

  /** Lists quarantined records and statuses, the latest first. @throws {CursorError} */
  async quarantine({
    limit,
    cursor,
    runId,
  }: PageQuery & { runId?: string | undefined }): Promise<Page<QuarantinedRecord>> {
    const where = {
      ...(runId !== undefined && { runId }),
      ...(cursor !== undefined && { id: LessThan(parseNumberCursor(cursor)) }),
    };
    const select = (take: number): Promise<Quarantine[]> =>
      this.dataSource.getRepository(Quarantine).find({ where, order: { id: 'DESC' }, take });
    return await selectPage(limit, select, { keyOf: ({ id }) => [id], itemOf: toQuarantinedRecord });
  }
}

function toQuarantinedRecord({
  id,
  runId,
  page,
  position,
  raw,
  reasons,
  quarantinedAt,
}: Quarantine): QuarantinedRecord {
  return { id, runId, page, position, raw, reasons, quarantinedAt: quarantinedAt.toISOString() };
}

function parseNumberCursor(cursor: string): string {
  return parseRowNumberPart(parseCursor(cursor, 1)[0]);
}
