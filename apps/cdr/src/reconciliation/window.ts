const DAY_MS = 24 * 60 * 60 * 1_000;
/** HBS takes at most 90; one day less is safe however HBS counts days. */
const LONGEST_MS = 89 * DAY_MS;

/** Where the window that begins at `from` ends, on the way to `to`. */
export function windowEnd(from: Date, to: Date): Date {
  return new Date(Math.min(from.valueOf() + LONGEST_MS, to.valueOf()));
}
