import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { CdrRun, Page, PageQuery } from '#suite';
import { parseCursor, parseInstantPart, parseUuidPart, selectPage } from '#persistence';
import { ACCOUNT } from '../account.js';
import { Run } from './run.entity.js';
import { Runs } from './runs.js';

/** Runs, the latest first. */
@Injectable()
export class ListRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: Runs,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<CdrRun>> {
    const [createdAt, id] = cursor === undefined ? [null, null] : placeOf(cursor);
    const select = (most: number): Promise<{ id: string; createdAt: string }[]> =>
      this.dataSource.query(
        `select id, created_at::text as "createdAt" from cdr.run
         where account = $1 and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
         order by created_at desc, id desc limit ${most}`,
        [ACCOUNT, createdAt, id],
      );
    const { items: ids, ...page } = await selectPage(limit, select, {
      keyOf: (last) => [last.createdAt, last.id],
      itemOf: (row) => row.id,
    });
    const runs = await this.dataSource.manager.find(Run, {
      where: { id: In(ids) },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    return { items: runs.map(toCdrRun), ...page };
  }

  /** @throws {RpcRefusal} RUN_UNKNOWN */
  async get(id: string): Promise<CdrRun> {
    return toCdrRun(await this.runs.get(id));
  }

  /** Cancels a run, and shows it. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  async cancel(id: string): Promise<CdrRun> {
    return toCdrRun(await this.runs.cancel(id));
  }
}

function placeOf(cursor: string): readonly [createdAt: string, id: string] {
  const [createdAt, id] = parseCursor(cursor, 2);
  return [parseInstantPart(createdAt), parseUuidPart(id)];
}

/** A run as it is sent to the gateway. */
export function toCdrRun(run: Run): CdrRun {
  return {
    id: run.id,
    kind: run.kind,
    providerId: run.providerId,
    from: run.fromAt.toISOString(),
    to: run.toAt.toISOString(),
    state: run.storedState,
    runState: run.state,
    doneUntil: run.doneUntil.toISOString(),
    page: run.page,
    ...(run.pages !== null && { pages: run.pages }),
    records: run.records,
    added: run.added,
    // The release before ends a run that was cancelled while it executed it, and leaves the failure.
    ...(run.failure && run.state !== 'succeeded' && { failure: run.failure }),
    createdAt: run.createdAt.toISOString(),
    ...(run.startedAt && { startedAt: run.startedAt.toISOString() }),
    ...(run.endedAt && { endedAt: run.endedAt.toISOString() }),
  };
}
