import { Controller } from '@nestjs/common';
import { RpcHandler, type Page, type PageQuery, type QuarantinedRecord, type SyncRunView } from '#suite';
import { SyncWorker } from '../worker/sync-worker.js';
import { RunsService } from './runs.service.js';

@Controller()
export class SyncRunsRpcHandlers {
  constructor(
    private readonly runs: RunsService,
    private readonly worker: SyncWorker,
  ) {}

  @RpcHandler('sync.start-evse-data')
  async startData(wanted: {
    mode: SyncRunView['mode'];
    maxDeleteShare?: number | undefined;
  }): Promise<SyncRunView> {
    const run = await this.runs.start({ kind: 'evse-data', ...wanted });
    this.worker.poke();
    return run;
  }

  @RpcHandler('sync.start-evse-status')
  async startStatus(wanted: { maxDeleteShare?: number | undefined }): Promise<SyncRunView> {
    const run = await this.runs.start({ kind: 'evse-status', mode: 'full', ...wanted });
    this.worker.poke();
    return run;
  }

  @RpcHandler('sync.runs')
  list(query: PageQuery & { kind?: SyncRunView['kind'] | undefined }): Promise<Page<SyncRunView>> {
    return this.runs.list(query);
  }

  @RpcHandler('sync.run')
  get({ id }: { id: string }): Promise<SyncRunView> {
    return this.runs.get(id);
  }

  @RpcHandler('sync.cancel-run')
  cancel({ id }: { id: string }): Promise<SyncRunView> {
    return this.runs.cancel(id);
  }

  @RpcHandler('sync.quarantine')
  quarantine(query: PageQuery & { runId?: string | undefined }): Promise<Page<QuarantinedRecord>> {
    return this.runs.quarantine(query);
  }
}
