import { Controller } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import {
  RpcHandler,
  type CdrBackfill,
  type CdrDetail,
  type CdrListQuery,
  type CdrRun,
  type Page,
  type PageQuery,
  type StoredCdr,
  type UnreadableCdr,
} from '#suite';
import { Backfill } from '../reconciliation/backfill.js';
import { ListRuns } from '../reconciliation/list-runs.js';
import { ListRecords } from './list-records.js';
import { ListUnreadable } from './list-unreadable.js';
import { RecordDetail } from './record-detail.js';

/** Answers the queries and commands of the API. */
@Controller()
export class CdrQueriesRpcHandlers {
  constructor(
    private readonly records: ListRecords,
    private readonly details: RecordDetail,
    private readonly unreadable: ListUnreadable,
    private readonly backfill: Backfill,
    private readonly runs: ListRuns,
  ) {}

  @RpcHandler('cdr.list')
  list(query: CdrListQuery): Promise<Page<StoredCdr>> {
    return this.records.list(query);
  }

  @RpcHandler('cdr.get')
  get({ sessionId }: { sessionId: string }): Promise<CdrDetail> {
    return this.details.get(sessionId);
  }

  @RpcHandler('cdr.raw')
  async raw({
    sessionId,
    content,
  }: {
    sessionId: string;
    content?: string | undefined;
  }): Promise<WithBytes<Record<string, never>>> {
    return { about: {}, bytes: await this.details.raw(sessionId, content) };
  }

  @RpcHandler('cdr.list-unreadable')
  listUnreadable(query: PageQuery): Promise<Page<UnreadableCdr>> {
    return this.unreadable.list(query);
  }

  @RpcHandler('cdr.unreadable-raw')
  async unreadableRaw({ id }: { id: string }): Promise<WithBytes<Record<string, never>>> {
    return { about: {}, bytes: await this.unreadable.raw(id) };
  }

  @RpcHandler('cdr.backfill')
  async orderBackfill(order: CdrBackfill): Promise<{ runs: CdrRun[] }> {
    return { runs: await this.backfill.order(order) };
  }

  @RpcHandler('cdr.list-runs')
  listRuns(query: PageQuery): Promise<Page<CdrRun>> {
    return this.runs.list(query);
  }

  @RpcHandler('cdr.get-run')
  getRun({ id }: { id: string }): Promise<CdrRun> {
    return this.runs.get(id);
  }

  @RpcHandler('cdr.cancel-run')
  cancelRun({ id }: { id: string }): Promise<CdrRun> {
    return this.runs.cancel(id);
  }
}
