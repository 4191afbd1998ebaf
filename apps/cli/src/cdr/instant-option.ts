import { InvalidArgumentError } from 'commander';
import { readInstant } from '#platform';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Parses a day (its midnight in UTC) or an instant with its offset. @throws {InvalidArgumentError} */
export function instantOption(text: string): string {
  const reading = readInstant(DAY.test(text) ? `${text}T00:00:00Z` : text);
  if ('utc' in reading) return reading.utc;
  throw new InvalidArgumentError(
    `It must be a day, 2026-01-31, or a time with its offset, 2026-01-31T12:00:00Z. A time ${reading.problem}.`,
  );
}
