/** So many may always go at once: in a small network one station that closes is a large share. */
const ALWAYS = 20;

/**
 * How many of `present` one pull may remove. A broken crawl must not empty the map, whatever it says of itself, so one
 * that would remove everything is never believed by itself.
 */
export function removalLimit(present: number, share: number): number {
  if (share >= 1) return present;
  return Math.min(Math.max(ALWAYS, Math.floor(present * share)), Math.max(0, present - 1));
}
