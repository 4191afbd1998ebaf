import { z } from 'zod';
import { isStorableText } from '#persistence';
import { readInstant } from '#platform';
import { json, type JsonBody } from '#messaging';

/**
 * The body of a request whose texts reach statements of its handler: one with a text that PostgreSQL refuses is not of
 * its shape. The API refuses such a text with its name before it gets here; this is for all other callers.
 */
export const request = <S extends z.ZodType>(schema: S): JsonBody<S> =>
  json(
    schema.superRefine((value, context) => {
      for (const path of unstorableIn(value)) {
        const message = 'holds U+0000 or an unpaired surrogate, which no database stores';
        context.addIssue({ code: 'custom', path: [...path], message });
      }
    }),
  );

/** An instant in a request, whatever its offset; the handler receives it in UTC. */
export const requestInstant = z.string().transform((text, context): string => {
  const reading = readInstant(text);
  if ('utc' in reading) return reading.utc;
  context.addIssue({ code: 'custom', message: reading.problem });
  return z.NEVER;
});

/** Any UUID that PostgreSQL takes: whether something has it is a question of its own, and not one of form. */
export const requestId = z.guid();

/** Requests are small and flat; nothing here is nested deeper than a list in a member. */
function unstorableIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): readonly (readonly PropertyKey[])[] {
  if (typeof value === 'string') return isStorableText(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => unstorableIn(each, [...path, name]));
}
