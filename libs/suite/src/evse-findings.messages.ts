import { z } from 'zod';
import { violationCodes } from '#oicp';
import { json, type RpcDefinition } from '#messaging';
import { finding } from './finding.js';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { request, requestInstant } from './request.js';

const read = <Code extends keyof typeof violationCodes>(...codes: readonly Code[]): Record<Code, string> =>
  Object.fromEntries(codes.map((code) => [code, violationCodes[code].means])) as Record<Code, string>;

/** Every code that a finding about a charging point can have, and what it means. Codes are stable. */
export const evseFindingCodes = {
  ...read(
    'missing',
    'wrong-type',
    'unreadable',
    'ambiguous',
    'unknown-value',
    'repeated-field',
    'wrong-form',
  ),
  ...read('too-long', 'too-short', 'too-many', 'too-few', 'out-of-range', 'unclean-text', 'too-deep'),
  ...read('none-given', 'several-given', 'not-together'),
  'too-many-findings': 'more is wrong with the record than is listed',
  'position-swapped': 'the longitude stands before the latitude; the position was turned round',
  'position-elsewhere': 'the position lies outside of the country that the address names',
  'position-nowhere': 'the position is 0/0, which stands for none',
  'power-implausible': 'no charging point has such a power; it takes no part in searches',
  'voltage-implausible': 'no charging point has such a voltage',
  'amperage-implausible': 'no charging point has such a current',
  'share-implausible': 'shares of energy sources that cannot be, or that exceed 100 % together',
  'capacity-implausible': 'no battery has such a capacity',
  'emission-implausible': 'an emission below zero',
  'status-unreadable': 'the status is missing, empty, too long or not a text; none is known',
  'status-contradicts': 'two statuses in one snapshot; the last counts',
  'record-missing': 'a status, but no record: it is found by its EvseID, not by searches',
} as const satisfies Readonly<Record<string, string>>;
export type EvseFindingCode = keyof typeof evseFindingCodes;

const codes = z.enum(Object.keys(evseFindingCodes) as [EvseFindingCode, ...EvseFindingCode[]]);

/** What is wrong with a charging point as its operator describes it. */
export const evseFinding = z.object({
  evseId: named.evseId,
  operatorId: named.operatorId.optional(),
  operatorName: named.operatorName.optional(),
  about: z.enum(['record', 'status']).describe('What was read: the record, or the latest status.'),
  ...finding.shape,
  pointer: finding.shape.pointer.describe(
    'JSON Pointer (RFC 6901) into the record as HBS sent it (`GET /v1/evses/{evseId}/raw`), or into the `EvseStatusRecord` of the EVSE, as `about` says; absent where the whole is meant.',
  ),
  since: z.iso.datetime().describe('When it was first found; it has been so in every pull since.'),
});
export type EvseFinding = z.output<typeof evseFinding>;

/** Which findings are asked for; all that is given must hold. */
const evseFindingQuery = z.object({
  ...pageQuery.shape,
  operatorId: z.string().optional(),
  code: codes.optional(),
  from: requestInstant.optional().describe('First found then or later.'),
  to: requestInstant.optional().describe('First found before.'),
});
export type EvseFindingQuery = z.output<typeof evseFindingQuery>;

export const evseFindingRpcs = {
  /** By EvseID. */
  'evse.findings': {
    bulkhead: 'evse.queries',
    request: request(evseFindingQuery),
    reply: json(pageOf(evseFinding)),
    deadlineMs: 10_000,
  },
} as const satisfies Record<string, RpcDefinition>;
