import { z } from 'zod';
import { violationCodes } from '#oicp';
import { json, type RpcDefinition } from '#messaging';
import { finding } from './finding.js';
import { named } from './named.js';
import { pageOf, pageQuery } from './page.js';
import { inOrder, request, requestInstant } from './request.js';
import { asked } from './request-values.js';

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
  'ends-before-begin': 'opening times that do not end after they begin: a night, or a mistake',
  'too-many-findings': 'the record has more findings than are listed',
  'position-swapped': 'the longitude comes before the latitude; they were swapped',
  'position-elsewhere': 'the position is outside the country of the address',
  'position-nowhere': 'the position is 0/0, so it was never set',
  'power-implausible': 'no charging point has this power; searches by power ignore it',
  'voltage-implausible': 'no charging point has this voltage',
  'amperage-implausible': 'no charging point has this current',
  'share-implausible': 'shares of energy sources that are impossible or add up to more than 100 %',
  'capacity-implausible': 'no battery has this capacity',
  'emission-implausible': 'an emission below zero',
  'status-unreadable': 'the status is missing, empty, too long or not a text, so it is unknown',
  'status-contradicts': 'two statuses in one snapshot; the last one is used',
  'record-missing': 'there is a status but no record; it is found by its EvseID, not by searches',
} as const satisfies Readonly<Record<string, string>>;
export type EvseFindingCode = keyof typeof evseFindingCodes;

const codes = z.enum(Object.keys(evseFindingCodes) as [EvseFindingCode, ...EvseFindingCode[]]);

/** What is wrong with the record or the status of a charging point. */
export const evseFinding = z.object({
  evseId: named.evseId,
  operatorId: named.operatorId.optional(),
  operatorName: named.operatorName.optional(),
  about: z.enum(['record', 'status']).describe('Whether it is about the record or about the latest status.'),
  ...finding.shape,
  pointer: finding.shape.pointer.describe(
    'JSON Pointer (RFC 6901) into the record as HBS sent it (`GET /v1/evses/{evseId}/raw`) or into the `EvseStatusRecord` of the EVSE, as `about` says; absent if the finding is about the whole.',
  ),
  since: z.iso.datetime().describe('When it was first found; every pull since has found it again.'),
});
export type EvseFinding = z.output<typeof evseFinding>;

/** Which findings to list; what is left out does not filter. */
const evseFindingQuery = inOrder(
  pageQuery.extend({
    operatorId: asked.operatorId.optional(),
    code: codes.optional().describe(
      `Code of the finding: ${Object.entries(evseFindingCodes)
        .map(([code, means]) => `\`${code}\`: ${means}`)
        .join('; ')}.`,
    ),
    from: requestInstant.optional().describe('Findings first made at this time or later.'),
    to: requestInstant.optional().describe('Findings first made before this time.'),
  }),
);
export type EvseFindingQuery = z.output<typeof evseFindingQuery>;

export const evseFindingRpcs = {
  /** Ordered by EvseID. */
  'evse.findings': {
    bulkhead: 'evse.queries',
    request: request(evseFindingQuery),
    reply: json(pageOf(evseFinding)),
    deadlineMs: 10_000,
  },
} as const satisfies Record<string, RpcDefinition>;
