import { z } from 'zod';
import { json, type Bulkhead, type RpcDefinition } from '#messaging';
import type { SuiteService } from './services.js';

/** The services whose health the gateway asks for: all but itself. */
export const askedServices = ['evse-sync', 'authorization', 'remote-session', 'cdr'] as const;
/** One of {@link askedServices}. */
export type AskedService = (typeof askedServices)[number];

/** The health of one replica, the one that answered the call. */
export const healthReport = z.object({
  ready: z.boolean(),
  waiting: z.array(z.object({ check: z.string(), reason: z.string() })),
});
export type HealthReport = z.output<typeof healthReport>;

const bulkheadOf = (owner: AskedService): Bulkhead<SuiteService> => ({
  owner,
  concurrency: 5,
  maxPending: 20,
});

export const healthBulkheads = {
  'evse-sync.health': bulkheadOf('evse-sync'),
  'authorization.health': bulkheadOf('authorization'),
  'remote-session.health': bulkheadOf('remote-session'),
  'cdr.health': bulkheadOf('cdr'),
} as const satisfies Record<string, Bulkhead<SuiteService>>;

const nothing = json(z.object({}));
const report = json(healthReport);
const healthCall = <B extends keyof typeof healthBulkheads>(
  bulkhead: B,
): { bulkhead: B; request: typeof nothing; reply: typeof report; deadlineMs: number } => ({
  bulkhead,
  request: nothing,
  reply: report,
  deadlineMs: 2_000,
});

export const healthRpcs = {
  'evse-sync.health': healthCall('evse-sync.health'),
  'authorization.health': healthCall('authorization.health'),
  'remote-session.health': healthCall('remote-session.health'),
  'cdr.health': healthCall('cdr.health'),
} as const satisfies Record<string, RpcDefinition>;
