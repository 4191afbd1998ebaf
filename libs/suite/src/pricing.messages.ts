import { z } from 'zod';
import { json, type EventDefinition, type RpcDefinition } from '#messaging';
import { runStates } from '#persistence';
import { finding } from './finding.js';
import { named } from './named.js';
import { byEvseId } from './evse.messages.js';
import { pageOf, pageQuery } from './page.js';
import { request, requestId } from './request.js';
import { syncReason } from './sync.messages.js';

const amount = z
  .string()
  .describe(
    'An exact decimal, in `currency`, net: without VAT. A negative one, and one that is neither 0 nor between 0.0001 and 1,000,000, makes the price incomplete.',
  );
const per = z
  .string()
  .describe('`KILOWATT_HOUR`, `MINUTE` or `HOUR`; any other text is as the operator wrote it.');
const whole = {
  complete: z
    .boolean()
    .optional()
    .describe(
      'Whether everything the operator sent about this price was parsed. `false`: it may cost more, or apply less often, than shown; `findings` say why.',
    ),
  findings: z
    .array(finding)
    .optional()
    .describe(
      'What does not conform to OICP, each with a JSON Pointer into what the operator sent. With `complete: true` it was parsed nevertheless.',
    ),
};

/** One tariff of an operator (OICP 2.3, `PricingProductDataRecordType`). */
export const tariff = z.object({
  productId: named.partnerProductId,
  currency: z.string().describe('ISO 4217.'),
  price: amount,
  per,
  maxPowerKw: z.string().optional().describe('Kilowatts up to which the price applies, an exact decimal.'),
  always: z
    .boolean()
    .describe('Whether it applies around the clock; otherwise within `times`, as far as those were parsed.'),
  times: z
    .array(z.object({ on: z.string(), from: z.string(), to: z.string() }))
    .optional()
    .describe(
      'When it applies, in local time of the charging point: a day as OICP names it, hours and minutes.',
    ),
  fees: z
    .array(
      z.object({
        kind: z.string(),
        price: amount,
        per: z
          .string()
          .describe(
            '`KILOWATT_HOUR`, `MINUTE` or `HOUR`; `SESSION` for a fee per session (`START FEE`, `FIXED FEE`) or a limit per session (`MINIMUM FEE`, `MAXIMUM FEE`); `UNKNOWN` where the operator sent no readable unit.',
          ),
      }),
    )
    .optional()
    .describe(
      'What is added to the price, or limits it: `START FEE`, `PARKING FEE`, `MINIMUM FEE` …. When a `PARKING FEE` applies is in the operator’s service offer in Hubject’s portal, not in OICP.',
    ),
  ...whole,
});
export type Tariff = z.output<typeof tariff>;

/** A tariff that the operator sent and whose price could not be read. */
export const unreadTariff = z.object({ productId: named.partnerProductId, findings: z.array(finding) });
export type UnreadTariff = z.output<typeof unreadTariff>;

/** What an operator charges at charging points for which it sent no pricing. */
export const defaultPrice = tariff.pick({
  currency: true,
  price: true,
  per: true,
  complete: true,
  findings: true,
});
export type DefaultPrice = z.output<typeof defaultPrice>;

/** What charging costs us at a charging point. */
export const evsePrices = z.object({
  evseId: named.evseId,
  operatorId: named.operatorId.optional(),
  complete: z
    .boolean()
    .optional()
    .describe(
      'Whether every price that applies here is known and complete. `false`: what is missing is in `findings`, `unknownTariffs`, `unreadTariffs` and the findings of the tariffs.',
    ),
  tariffs: z
    .array(tariff)
    .describe('Tariffs that the operator named for this charging point and whose price is known.'),
  unknownTariffs: z
    .array(named.partnerProductId)
    .optional()
    .describe('Named for this charging point, but the operator has sent no tariff of that name.'),
  unreadTariffs: z
    .array(unreadTariff)
    .optional()
    .describe('Named for this charging point and sent by the operator, but no price could be read.'),
  defaultPrice: defaultPrice
    .optional()
    .describe(
      'Only if the operator sent no pricing for this charging point; never in place of a named tariff.',
    ),
  findings: z
    .array(finding)
    .optional()
    .describe('Why `complete` is false, beyond the tariffs’ own findings.'),
  pulledAt: z.iso
    .datetime()
    .optional()
    .describe('When HBS last reported the prices; absent if it has reported none.'),
});
export type EvsePrices = z.output<typeof evsePrices>;

const pricingCounts = {
  operators: z.int().describe('Operators whose prices were received.'),
  changed: z.int().describe('Number of them whose prices have changed.'),
  unreadable: z
    .int()
    .describe(
      'Tariffs without a readable ID, price, currency or unit, entries of charging points without an EvseID, and entries of operators without an OperatorID.',
    ),
  incomplete: z.int().describe('Tariffs with a price that are shown with `complete: false`.'),
};
const findingCounts = z
  .record(z.string(), z.int())
  .describe('Number of findings by code; `unknown-tariff` and `unread-tariff` count per charging point.');
const FAILED =
  '`failed`: the prices of at least one group of operators could not be read, or those of one operator not stored; stored prices are unchanged.';

/** One pull of prices from HBS. */
export const pricingRun = z.object({
  id: z.uuid(),
  kind: z.literal('pricing'),
  state: z.enum(runStates).describe(FAILED),
  requestedBy: z.enum(['schedule', 'api']),
  counts: z.object(pricingCounts),
  findings: findingCounts,
  reasons: z.array(syncReason),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
});
export type PricingRunView = z.output<typeof pricingRun>;

const latestPull = z.object({
  orderedAt: z.iso.datetime().optional(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  ...pricingCounts,
  incomplete: pricingCounts.incomplete.optional(),
  findings: findingCounts.optional(),
  reasons: z.array(syncReason),
});

/** The latest pull of prices, as evse-sync sends it to a gateway of this release or the one before. */
export const pricingPullReply = latestPull.extend({
  state: z.enum(['never', 'waiting', 'running', 'succeeded', 'failed']),
  /** Absent before the first pull, and from an evse-sync of the release before. */
  run: pricingRun.optional(),
});
export type PricingPullReply = z.output<typeof pricingPullReply>;

/** The latest pull of prices, as the API shows it. */
export const pricingPullView = latestPull.extend({
  id: z.uuid().optional().describe('`id` of the run; absent before the first.'),
  state: z.enum(['never', ...runStates]).describe(FAILED),
});
export type PricingPullView = z.output<typeof pricingPullView>;

/** The latest pull of prices as the API shows it, whichever release of evse-sync has sent it. */
export function toPricingPullView({ run, ...pull }: PricingPullReply): PricingPullView {
  const state = pull.state === 'waiting' ? 'queued' : pull.state;
  return { ...pull, state: run?.state ?? state, ...(run && { id: run.id }) };
}

const nothing = json(z.object({}));
const sync = { bulkhead: 'evse.sync', deadlineMs: 10_000 } as const;
const byId = request(z.object({ id: requestId }));

export const pricingRpcs = {
  'evse.prices': {
    bulkhead: 'evse.queries',
    deadlineMs: 10_000,
    request: byEvseId,
    reply: json(evsePrices),
  },
  'sync.start-pricing': { ...sync, request: nothing, reply: json(pricingPullReply) },
  'sync.pricing': { ...sync, request: nothing, reply: json(pricingPullReply) },
  'sync.pricing-runs': { ...sync, request: request(pageQuery), reply: json(pageOf(pricingRun)) },
  'sync.pricing-run': { ...sync, request: byId, reply: json(pricingRun) },
  'sync.cancel-pricing-run': { ...sync, request: byId, reply: json(pricingRun) },
} as const satisfies Record<string, RpcDefinition>;

export const pricingEvents = {
  'pricing.changed': {
    data: json(
      z.object({
        operatorId: named.operatorId,
        tariffs: z.int().describe('Number of its tariffs now.'),
        evses: z.int().describe('Number of charging points for which it names tariffs.'),
      }),
    ),
    about: 'The prices of an operator have changed; `GET /v1/evses/{evseId}/prices` has the current ones.',
    subject: 'The OperatorID.',
  },
} as const satisfies Record<string, EventDefinition>;
