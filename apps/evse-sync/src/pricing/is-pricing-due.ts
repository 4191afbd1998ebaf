import type { PricingPullView } from '#suite';
import { nextOf } from '../sync-settings.js';

/** How the latest pull of prices stands. */
export interface PricingPullStatus {
  readonly state: PricingPullView['state'];
  readonly startedAt: Date | null;
  readonly reasons: PricingPullView['reasons'];
  /** Whether a pull of EVSE records has succeeded: before, nobody knows which operators there are. */
  readonly isNetworkThere: boolean;
}

/** A pull that failed for a reason that passes is not left to wait for the next day; one that HBS refuses is. */
const AGAIN_AFTER_MS = 15 * 60_000;
const PASSING: ReadonlySet<string> = new Set(['GATEWAY_AWAY', 'HBS_UNAVAILABLE', 'HBS_LIMITED', 'INTERNAL']);

/** Whether prices are to be pulled now: ordered, left by a leader that died, or due by the schedule (`off`: never). */
export function isPricingDue(standing: PricingPullStatus, schedule: string, now: Date): boolean {
  const { state, startedAt, reasons, isNetworkThere } = standing;
  if (state === 'waiting' || state === 'running') return true;
  if (schedule === 'off' || !isNetworkThere) return false;
  if (!startedAt) return true;
  const mayPass = state === 'failed' && reasons.some(({ code }) => PASSING.has(code));
  if (mayPass && now.getTime() - startedAt.getTime() > AGAIN_AFTER_MS) return true;
  const next = nextOf(schedule, startedAt);
  return next !== undefined && next <= now;
}
