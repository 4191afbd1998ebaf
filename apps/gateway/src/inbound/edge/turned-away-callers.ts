import { ThrottledAlarms, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { Exchange } from '../../journal/exchange.js';
import type { Journal } from '../../journal/journal.js';

/** A caller who was turned away, and why. */
export type TurnedAwayCaller = Omit<Exchange, 'direction' | 'durationMs' | 'reason'> & {
  readonly reason: string;
  readonly durationMs?: number;
};

/** Callers who were turned away: each is in the journal, and the log has an alarm for each address and reason. */
export class TurnedAwayCallers {
  private readonly alarms: ThrottledAlarms;

  constructor(
    private readonly journal: Journal,
    log: Log,
  ) {
    this.alarms = new ThrottledAlarms(log, gatewayAlarms.EDGE_TURNED_AWAY, {
      reason: 'more callers than are listed one by one; GET /v1/exchanges lists each of them',
    });
  }

  /** @param cause what several have in common whose reasons differ, such as the paths they called */
  record(caller: TurnedAwayCaller, cause = caller.reason): void {
    const { operation, address, peer, reason } = caller;
    this.journal.recordQuietly({ direction: 'inbound', durationMs: 0, ...caller });
    this.alarms.raise(`${address} ${cause}`, { operation, address, peer, reason });
  }

  /** Callers who connect and leave without a word, as health checks of a load balancer do. */
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

  /** Raises what was not raised yet. */
  close(): void {
    this.alarms.close();
  }
}
