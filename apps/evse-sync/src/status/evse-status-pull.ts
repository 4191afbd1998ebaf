import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RpcError, RpcRefusal, StreamClient, type WithBytes } from '#messaging';
import {
  parseHbsReply,
  limitWaitMs,
  ProviderSettings,
  type EvseStatusChunk,
  type HbsReply,
  type SuiteMessages,
} from '#suite';
import { evseStatus, pullEvseStatus } from '#oicp';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { Coverage } from '../replica/coverage.js';
import { PullRefusedError } from '../runs/run-errors.js';
import type { SyncClaim } from '../runs/run-store.js';
import { SyncSettings } from '../sync-settings.js';
import { readStatuses } from './read-statuses.js';
import { MOST_QUARANTINED } from './status-quarantine.js';
import { StatusSnapshot, type SnapshotCounts, type StatusRow } from './status-snapshot.js';

/** When all services start together, the gateway may be ready last; the pull waits for it rather than for the next interval. */
const GATEWAY_START_MS = 30_000;
const GATEWAY_RETRY_MS = 500;

/** Pulls the status of the whole network as a stream. A stream that is cut off changes nothing. */
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
   * Executes a run.
   *
   * @throws {PullRefusedError} when HBS does not accept the request, or the stream is not complete
   * @throws {RunEndedError | LeadLostError} when it was cancelled or another replica leads
   */
  async run(claim: SyncClaim): Promise<void> {
    const received: SnapshotCounts = {
      pages: 0,
      records: 0,
      covered: 0,
      unreadable: 0,
      unknown: 0,
      quarantined: [],
      problems: new Map(),
    };
    const rows = this.readRows(received, claim.signal);
    const { counts, reasons } = await this.snapshot.write(claim, rows, received);
    const { id: runId, kind, mode } = claim.run;
    const { records, inserted, updated, deleted } = counts;
    const changes = `${inserted} inserted, ${updated} updated, ${deleted} deleted`;
    this.log.info(`pulled ${records} EVSE statuses: ${changes}`, { runId, counts, reasons });
    if (reasons.length > 0)
      this.log.raise(evseSyncAlarms.SYNC_DELETION_WITHHELD, { runId, kind, mode, reasons });
  }

  private async *readRows(
    received: SnapshotCounts,
    signal: AbortSignal,
  ): AsyncGenerator<readonly StatusRow[]> {
    let position = 0;
    for await (const { about, bytes } of this.receiveChunks(signal)) {
      signal.throwIfAborted();
      if (about.part === 'answer') throw toPullRefusal({ about: about.reply, bytes });
      if (about.part === 'end') {
        assertComplete(about.records, received.records);
        return;
      }
      const { statuses, unreadable } = readStatuses(bytes, (operator) =>
        this.coverage.coversOperator(operator),
      );
      received.pages += 1;
      received.records += about.records;
      received.covered += statuses.length;
      received.unreadable += unreadable.length;
      received.unknown += statuses.filter(({ status }) => !evseStatus.known.has(status)).length;
      for (const [index, each] of unreadable.entries())
        if (received.quarantined.length < MOST_QUARANTINED)
          received.quarantined.push({ ...each, page: received.pages - 1, position: index });
      for (const { evse, reasons } of unreadable)
        if (evse) received.problems.set(evse.key, reasons[0]?.message ?? '');
      yield statuses.map(({ key, evseId, status }) => [key, evseId, status, (position += 1)] as const);
    }
    throw new PullRefusedError('STREAM_CUT_OFF', 'the stream of statuses ended before its last chunk');
  }

  private async *receiveChunks(signal: AbortSignal): AsyncGenerator<WithBytes<EvseStatusChunk>> {
    const providerId = this.provider.mainProviderId;
    const body = pullEvseStatus.write({ ProviderID: providerId });
    let until = performance.now() + GATEWAY_START_MS;
    for (;;) {
      try {
        return yield* this.streams.stream('hbs.pull-evse-status', { providerId, body }, { signal });
      } catch (error) {
        const isRpc = error instanceof RpcError || error instanceof RpcRefusal;
        if (!isRpc) throw error;
        const limitMs = limitWaitMs(error);
        const mayYetStart = error.code === 'NO_HANDLER' && performance.now() <= until;
        // Other failures of a stream are not retried here: the next interval pulls again.
        if (limitMs === undefined && !mayYetStart) throw new PullRefusedError(error.code, error.message);
        await sleep(limitMs ?? GATEWAY_RETRY_MS, undefined, { signal });
        // The gateway itself answers with a limit, so it has started.
        if (limitMs !== undefined) until = performance.now() + GATEWAY_START_MS;
      }
    }
  }
}

function toPullRefusal(reply: WithBytes<HbsReply>): PullRefusedError {
  const { outcome, sentence } = parseHbsReply('pullEvseStatus', reply);
  return new PullRefusedError(`HBS_${outcome.toUpperCase().replaceAll('-', '_')}`, sentence);
}

function assertComplete(sent: number, received: number): void {
  if (sent === received) return;
  throw new PullRefusedError(
    'RECORDS_MISSING',
    `${received} of the ${sent} statuses that the gateway read were received`,
  );
}
