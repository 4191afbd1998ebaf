import { z } from 'zod';
import { isStorableText } from '#persistence';
import { INSTANT_PATTERN, readInstant } from '#platform';
import { json, type JsonBody } from '#messaging';
import { LONGEST_TEXT } from './request-values.js';

/**
 * The body of a request whose handler uses its texts in SQL statements: a text that PostgreSQL refuses does not have the
 * agreed shape. The API refuses it earlier, by the member's name; this is for all other callers.
 */
export const request = <S extends z.ZodType>(schema: S): JsonBody<S> =>
  json(
    schema.superRefine((value, context) => {
      for (const path of unstorableIn(value)) {
        const message = 'contains U+0000 or an unpaired surrogate, which the database does not accept';
        context.addIssue({ code: 'custom', path: [...path], message });
      }
    }),
  );

/** An instant in a request, whatever its offset; the handler receives it in UTC. */
export const requestInstant = z
  .string()
  .max(LONGEST_TEXT)
  .meta({ format: 'date-time', pattern: INSTANT_PATTERN })
  .transform((text, context): string => {
    const reading = readInstant(text);
    if ('utc' in reading) return reading.utc;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  });

/** Any UUID that PostgreSQL accepts, of whatever version. */
export const requestId = z.guid({ error: 'must be a UUID' }).meta({ minLength: 36, maxLength: 36 });

/** Requires that a range of time does not end before it begins; also beside members that are refused themselves. */
export const inOrder = <S extends z.ZodObject<{ from: z.ZodType; to: z.ZodType }>>(schema: S): S =>
  schema.refine(({ from, to }) => !(timeOf(to) < timeOf(from)), {
    path: ['to'],
    error: 'must not lie before from',
    when: ({ value }) => typeof value === 'object' && value !== null,
  });

/** `NaN` for what is no instant: it compares as false with everything. */
const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** Recursion is safe: requests are small and flat. */
function unstorableIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): readonly (readonly PropertyKey[])[] {
  if (typeof value === 'string') return isStorableText(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => unstorableIn(each, [...path, name]));
}
