import { Injectable } from '@nestjs/common';
import {
  hbsAnswerOf,
  ProviderSettings,
  RpcError,
  RpcRefusal,
  StreamClient,
  type EvseStatusChunk,
  type HbsReply,
  type SuiteMessages,
  type WithBytes,
} from '#messaging';
import { pullEvseStatus } from '#oicp';
import type { CopyValue, Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { Coverage } from '../replica/coverage.js';
import { PullRefusedError } from '../runs/run-ended.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { readStatuses } from './read-statuses.js';
import { StatusSnapshot, type SnapshotCounts } from './status-snapshot.js';

/** Pulls the status of the whole network as a stream. A stream that breaks off changes nothing. */
@Injectable()
export class EvseStatusPull {
  private readonly coverage: Coverage;

  constructor(
    private readonly streams: StreamClient<SuiteMessages>,
    private readonly snapshot: StatusSnapshot,
    private readonly provider: ProviderSettings,
    private readonly log: Log,
    settings: SyncSettings,
  ) {
    this.coverage = new Coverage(settings);
  }

  /**
   * @throws {PullRefusedError} when HBS says anything but yes, or the stream is not whole
   * @throws {RunTakenAwayError} when it was cancelled or another replica leads
   */
  async run(run: SyncRun, leadership: Leadership, signal: AbortSignal): Promise<void> {
    const read: SnapshotCounts = { pages: 0, records: 0, kept: 0, unreadable: 0 };
    const { counts, reasons } = await this.snapshot.write(run, leadership, this.rows(read, signal), read);
    this.log.info('statuses are pulled', { runId: run.id, counts, reasons });
    if (reasons.length > 0) this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { runId: run.id, reasons });
  }

  private async *rows(read: SnapshotCounts, signal: AbortSignal): AsyncGenerator<readonly CopyValue[]> {
    let position = 0;
    for await (const { about, bytes } of this.chunks()) {
      signal.throwIfAborted();
      if (about.part === 'answer') throw refusalOf({ about: about.reply, bytes });
      if (about.part === 'end') {
        assertWhole(about.records, read.records);
        return;
      }
      const { statuses, unreadable } = readStatuses(bytes, (operator) =>
        this.coverage.coversOperator(operator),
      );
      read.pages += 1;
      read.records += about.records;
      read.kept += statuses.length;
      read.unreadable += unreadable;
      for (const { key, evseId, status } of statuses) yield [key, evseId, status, (position += 1)];
    }
    throw new PullRefusedError('STREAM_CUT_OFF', 'the stream of statuses ended before its end was told');
  }

  private async *chunks(): AsyncGenerator<WithBytes<EvseStatusChunk>> {
    const [providerId = ''] = this.provider.EMP_PROVIDER_IDS;
    const body = pullEvseStatus.write({ ProviderID: providerId });
    try {
      yield* this.streams.stream('hbs.pull-evse-status', { providerId, body });
    } catch (error) {
      // What keeps a stream from being whole is part of working with a network; the next interval tries again.
      if (error instanceof RpcError || error instanceof RpcRefusal)
        throw new PullRefusedError(error.code, error.message);
      throw error;
    }
  }
}

function refusalOf(reply: WithBytes<HbsReply>): PullRefusedError {
  const { outcome, sentence } = hbsAnswerOf('pullEvseStatusByOperatorId', reply);
  return new PullRefusedError(`HBS_${outcome.toUpperCase().replaceAll('-', '_')}`, sentence);
}

function assertWhole(told: number, read: number): void {
  if (told === read) return;
  throw new PullRefusedError('RECORDS_MISSING', `${read} statuses came of ${told} that the gateway read`);
}
