import type { SyncReason } from '#suite';
import type { RunState } from '#persistence';
import { nextOf } from '../sync-settings.js';

/** What decides whether prices are due. */
export interface PricingPullStatus {
  /** The latest pull; absent before the first. */
  readonly latest?: {
    readonly state: RunState;
    /** When it began; of one that never did, when it was queued. */
    readonly at: Date;
    readonly reasons: readonly SyncReason[];
  };
  /** Whether a pull of EVSE records has succeeded: before, the operators are unknown. */
  readonly isNetworkThere: boolean;
  /** By the clock of the database. */
  readonly now: Date;
}

/** A pull that failed for a temporary reason is retried after this; one that HBS refused waits for its schedule. */
const RETRY_AFTER_MS = 15 * 60_000;
const TEMPORARY: ReadonlySet<string> = new Set([
  'GATEWAY_AWAY',
  'HBS_UNAVAILABLE',
  'HBS_LIMITED',
  'INTERNAL',
]);

/** Whether prices are due by the schedule (`off`: never). Not while a pull is queued or running. */
export function isPricingDue({ latest, isNetworkThere, now }: PricingPullStatus, schedule: string): boolean {
  if (schedule === 'off' || !isNetworkThere) return false;
  if (!latest) return true;
  const { state, at, reasons } = latest;
  if (state === 'queued' || state === 'running') return false;
  const isTemporary = state === 'failed' && reasons.some(({ code }) => TEMPORARY.has(code));
  if (isTemporary && now.getTime() - at.getTime() > RETRY_AFTER_MS) return true;
  const next = nextOf(schedule, at);
  return next !== undefined && next <= now;
}
