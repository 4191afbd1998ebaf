import { z } from 'zod';
import type { EvseFindingQuery } from '#suite';
import { queryOf, requestClass, withShape } from '../requests/request-class.js';

const filters = queryOf('evse.findings');

/** Filters of the list of findings, combined by AND, and the format of the list. */
export class FindingParameters extends requestClass<EvseFindingQuery & { readonly format: 'json' | 'csv' }>(
  'query',
  withShape(filters.schema, {
    ...filters.schema.shape,
    format: z
      .enum(['json', 'csv'])
      .default('json')
      .describe(
        '`csv` returns all findings in one file (RFC 4180, UTF-8 with a byte order mark), regardless of `limit` and `cursor`. A cell that a spreadsheet would run as a formula begins with an apostrophe.',
      ),
  }),
  { code: 'a code of findings', format: 'a format' },
) {}
