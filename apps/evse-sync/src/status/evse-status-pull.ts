import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RpcError, RpcRefusal, StreamClient, type WithBytes } from '#messaging';
import {
  hbsAnswerOf,
  limitWaitMs,
  ProviderSettings,
  type EvseStatusChunk,
  type HbsReply,
  type SuiteMessages,
} from '#suite';
import { evseStatus, pullEvseStatus } from '#oicp';
import type { Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { Coverage } from '../replica/coverage.js';
import { PullRefusedError } from '../runs/run-ended.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { readStatuses } from './read-statuses.js';
import { MOST_QUARANTINED } from './status-quarantine.js';
import { StatusSnapshot, type SnapshotCounts, type StatusRow } from './status-snapshot.js';

/** Where everything starts at once, the gateway is there a moment later; the map need not wait for the next interval. */
const GATEWAY_PATIENCE_MS = 30_000;
const GATEWAY_AGAIN_MS = 500;

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
    const read: SnapshotCounts = {
      pages: 0,
      records: 0,
      kept: 0,
      unreadable: 0,
      unknown: 0,
      quarantined: [],
    };
    const { counts, reasons } = await this.snapshot.write(run, leadership, this.rows(read, signal), read);
    const { id: runId, kind, mode } = run;
    this.log.info('statuses are pulled', { runId, counts, reasons });
    if (reasons.length > 0)
      this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { runId, kind, mode, reasons });
  }

  private async *rows(read: SnapshotCounts, signal: AbortSignal): AsyncGenerator<readonly StatusRow[]> {
    let position = 0;
    for await (const { about, bytes } of this.chunks(signal)) {
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
      read.unreadable += unreadable.length;
      read.unknown += statuses.filter(({ status }) => !evseStatus.known.has(status)).length;
      for (const [index, each] of unreadable.entries())
        if (read.quarantined.length < MOST_QUARANTINED)
          read.quarantined.push({ ...each, page: read.pages - 1, position: index });
      yield [
        ...statuses.map(({ key, evseId, status }) => [key, evseId, status, (position += 1), null] as const),
        ...unreadable.flatMap(({ evse, reasons: [reason] }) =>
          evse ? [[evse.key, evse.evseId, null, (position += 1), reason?.message ?? ''] as const] : [],
        ),
      ];
    }
    throw new PullRefusedError('STREAM_CUT_OFF', 'the stream of statuses ended before its end was told');
  }

  private async *chunks(signal: AbortSignal): AsyncGenerator<WithBytes<EvseStatusChunk>> {
    const [providerId = ''] = this.provider.EMP_PROVIDER_IDS;
    const body = pullEvseStatus.write({ ProviderID: providerId });
    let until = performance.now() + GATEWAY_PATIENCE_MS;
    for (;;) {
      try {
        return yield* this.streams.stream('hbs.pull-evse-status', { providerId, body }, { signal });
      } catch (error) {
        const isRpc = error instanceof RpcError || error instanceof RpcRefusal;
        if (!isRpc) throw error;
        const limitMs = limitWaitMs(error);
        const mayYetStart = error.code === 'NO_HANDLER' && performance.now() <= until;
        // Whatever else keeps a stream from being whole is part of a network: the next interval tries again.
        if (limitMs === undefined && !mayYetStart) throw new PullRefusedError(error.code, error.message);
        await sleep(limitMs ?? GATEWAY_AGAIN_MS, undefined, { signal });
        // A limit is the gateway's own answer: it is there.
        if (limitMs !== undefined) until = performance.now() + GATEWAY_PATIENCE_MS;
      }
    }
  }
}

function refusalOf(reply: WithBytes<HbsReply>): PullRefusedError {
  const { outcome, sentence } = hbsAnswerOf('pullEvseStatus', reply);
  return new PullRefusedError(`HBS_${outcome.toUpperCase().replaceAll('-', '_')}`, sentence);
}

function assertWhole(told: number, read: number): void {
  if (told === read) return;
  throw new PullRefusedError('RECORDS_MISSING', `${read} statuses came of ${told} that the gateway read`);
}
