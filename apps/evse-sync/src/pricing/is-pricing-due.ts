import type { PricingPullView } from '#suite';
import { nextOf } from '../sync-settings.js';

/** The status of the latest pull of prices. */
export interface PricingPullStatus {
  readonly state: PricingPullView['state'];
  readonly startedAt: Date | null;
  readonly reasons: PricingPullView['reasons'];
  /** Whether a pull of EVSE records has succeeded: before, the operators are unknown. */
  readonly isNetworkThere: boolean;
}

/** A pull that failed for a temporary reason is retried after this; one that HBS refused waits for its schedule. */
const RETRY_AFTER_MS = 15 * 60_000;
const TEMPORARY: ReadonlySet<string> = new Set([
  'GATEWAY_AWAY',
  'HBS_UNAVAILABLE',
  'HBS_LIMITED',
  'INTERNAL',
]);

/** Whether prices are to be pulled now: queued, left behind by a dead leader, or due by the schedule (`off`: never). */
export function isPricingDue(status: PricingPullStatus, schedule: string, now: Date): boolean {
  const { state, startedAt, reasons, isNetworkThere } = status;
  if (state === 'waiting' || state === 'running') return true;
  if (schedule === 'off' || !isNetworkThere) return false;
  if (!startedAt) return true;
  const isTemporary = state === 'failed' && reasons.some(({ code }) => TEMPORARY.has(code));
  if (isTemporary && now.getTime() - startedAt.getTime() > RETRY_AFTER_MS) return true;
  const next = nextOf(schedule, startedAt);
  return next !== undefined && next <= now;
}
