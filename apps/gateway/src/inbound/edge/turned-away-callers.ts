import { ThrottledAlarms, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { Exchange } from '../../journal/exchange.js';
import type { Journal } from '../../journal/journal.js';

/** A caller who was turned away, and why. */
export type TurnedAwayCaller = Omit<Exchange, 'direction' | 'durationMs' | 'reason'> & {
  readonly reason: string;
  readonly durationMs?: number;
};

/** Records callers who were turned away: each in the journal, and an alarm per address and reason in the log. */
export class TurnedAwayCallers {
  private readonly alarms: ThrottledAlarms;

  constructor(
    private readonly journal: Journal,
    log: Log,
  ) {
    this.alarms = new ThrottledAlarms(log, gatewayAlarms.EDGE_TURNED_AWAY, {
      reason: 'more callers than are reported individually; GET /v1/exchanges lists each of them',
    });
  }

  /**
   * Records a caller.
   *
   * @param cause groups callers whose reasons differ only in details, such as the path
   */
  record(caller: TurnedAwayCaller, cause = caller.reason): void {
    const { operation, address, peer, reason } = caller;
    this.journal.recordQuietly({ direction: 'inbound', durationMs: 0, ...caller });
    this.alarms.raise(`${address} ${cause}`, { operation, address, peer, reason });
  }

  /** Records a caller who disconnected without sending anything, as a load balancer's health check does; no alarm. */
  recordSilent(address: string | undefined): void {
    const reason = 'ended the connection before it sent anything';
    this.journal.recordQuietly({
      direction: 'inbound',
      operation: 'connection',
      address,
      httpStatus: 0,
      durationMs: 0,
      reason,
    });
  }

  /** Raises pending alarms. */
  close(): void {
    this.alarms.close();
  }
}
