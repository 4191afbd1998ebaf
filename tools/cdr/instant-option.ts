import { InvalidArgumentError } from 'commander';

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** A day (from its midnight in UTC) or an instant with its offset, as the text of an option. @throws {InvalidArgumentError} */
export function instantOption(text: string): string {
  const isForm = DAY.test(text) || INSTANT.test(text);
  const instant = new Date(text);
  if (!isForm || Number.isNaN(instant.valueOf()))
    throw new InvalidArgumentError(
      'It must be a day, 2026-01-31, or a time with its offset, 2026-01-31T12:00:00Z.',
    );
  return instant.toISOString();
}
