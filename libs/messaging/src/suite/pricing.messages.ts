import { z } from 'zod';
import { json } from '../map/body.js';
import type { EventDefinition, RpcDefinition } from '../map/definitions.js';
import { named } from './named.js';
import { request } from './request.js';
import { syncReason } from './sync.messages.js';

const amount = z.string().describe('An exact decimal, in `currency`.');
const per = z.string().describe('`KILOWATT_HOUR`, `MINUTE` or `HOUR`, as the operator wrote it.');

/** One tariff of an operator, as OICP's `PricingProductDataRecordType` says it. */
export const tariff = z.object({
  productId: named.partnerProductId,
  currency: z.string().describe('ISO 4217.'),
  price: amount,
  per,
  maxPowerKw: z.string().optional().describe('Kilowatts up to which the price holds, an exact decimal.'),
  always: z.boolean().describe('Whether it holds around the clock; otherwise within `times`.'),
  times: z
    .array(z.object({ on: z.string(), from: z.string(), to: z.string() }))
    .optional()
    .describe(
      'When it holds, by the clock of the charging point: a day as OICP names it, hours and minutes.',
    ),
  fees: z
    .array(z.object({ kind: z.string(), price: amount, per }))
    .optional()
    .describe('What comes on top, or bounds it: `START FEE`, `PARKING FEE`, `MINIMUM FEE` …'),
});
export type Tariff = z.output<typeof tariff>;

/** What an operator charges where no tariff is named. */
export const defaultPrice = tariff.pick({ currency: true, price: true, per: true });
export type DefaultPrice = z.output<typeof defaultPrice>;

/** What charging costs us at a charging point. */
export const evsePrices = z.object({
  evseId: named.evseId,
  operatorId: named.operatorId.optional(),
  tariffs: z.array(tariff).describe('Those that hold at this charging point; empty where none is named.'),
  defaultPrice: defaultPrice.optional(),
  pulledAt: z.iso.datetime().optional().describe('When HBS last said so; absent where it has said nothing.'),
});
export type EvsePrices = z.output<typeof evsePrices>;

export const pricingPullStates = ['never', 'waiting', 'running', 'succeeded', 'failed'] as const;

/** The latest pull of prices. */
export const pricingPull = z.object({
  state: z
    .enum(pricingPullStates)
    .describe('`failed`: at least one group of operators could not be read; what is there stays.'),
  orderedAt: z.iso.datetime().optional(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  operators: z.int().describe('Operators whose prices came.'),
  changed: z.int().describe('Of them, those whose prices are not what they were.'),
  unreadable: z.int().describe('Tariffs without an ID, a price or a currency, left out.'),
  reasons: z.array(syncReason),
});
export type PricingPullView = z.output<typeof pricingPull>;

const nothing = json(z.object({}));

export const pricingRpcs = {
  'evse.prices': {
    bulkhead: 'evse.queries',
    deadlineMs: 10_000,
    request: request(z.object({ evseId: z.string() })),
    reply: json(evsePrices),
  },
  'sync.start-pricing': {
    bulkhead: 'evse.sync',
    deadlineMs: 10_000,
    request: nothing,
    reply: json(pricingPull),
  },
  'sync.pricing': { bulkhead: 'evse.sync', deadlineMs: 10_000, request: nothing, reply: json(pricingPull) },
} as const satisfies Record<string, RpcDefinition>;

export const pricingEvents = {
  'pricing.changed': {
    data: json(
      z.object({
        operatorId: named.operatorId,
        tariffs: z.int().describe('How many it has now.'),
        evses: z.int().describe('For how many charging points it names tariffs.'),
      }),
    ),
    about:
      'The prices of an operator are not what they were; `GET /v1/evses/{evseId}/prices` says what they are.',
    subject: 'The OperatorID.',
  },
} as const satisfies Record<string, EventDefinition>;
