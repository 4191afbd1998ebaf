import { Controller } from '@nestjs/common';
import { RpcHandler, type Page, type PageQuery, type QuarantinedRecord, type SyncRunView } from '#suite';
import { RunsService } from './runs.service.js';

/** Starts, shows and cancels runs. */
@Controller()
export class SyncRunsRpcHandlers {
  constructor(private readonly runs: RunsService) {}

  /** Queues a pull of EVSE records. @throws {RpcRefusal} SYNC_NO_WATERMARK for a delta before the first complete pull */
  @RpcHandler('sync.start-evse-data')
  startData(wanted: {
    mode: SyncRunView['mode'];
    maxDeleteShare?: number | undefined;
  }): Promise<SyncRunView> {
    return this.runs.start({ kind: 'evse-data', ...wanted });
  }

  /** Queues a pull of all statuses. */
  @RpcHandler('sync.start-evse-status')
  startStatus(wanted: { maxDeleteShare?: number | undefined }): Promise<SyncRunView> {
    return this.runs.start({ kind: 'evse-status', mode: 'full', ...wanted });
  }

  /** Runs, the latest first. @throws {CursorError} */
  @RpcHandler('sync.runs')
  list(query: PageQuery & { kind?: SyncRunView['kind'] | undefined }): Promise<Page<SyncRunView>> {
    return this.runs.list(query);
  }

  /** One run. @throws {RpcRefusal} RUN_UNKNOWN */
  @RpcHandler('sync.run')
  get({ id }: { id: string }): Promise<SyncRunView> {
    return this.runs.get(id);
  }

  /** Cancels a run. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  @RpcHandler('sync.cancel-run')
  cancel({ id }: { id: string }): Promise<SyncRunView> {
    return this.runs.cancel(id);
  }

  /** Quarantined records and statuses, the latest first. @throws {CursorError} */
  @RpcHandler('sync.quarantine')
  quarantine(query: PageQuery & { runId?: string | undefined }): Promise<Page<QuarantinedRecord>> {
    return this.runs.quarantine(query);
  }
}
