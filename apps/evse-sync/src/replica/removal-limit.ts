/** This many may always be removed: in a small network one station that closes is a large share. */
const ALWAYS = 20;

/**
 * How many of `present` EVSEs one pull may remove. A broken pull must not empty the replica, however complete it claims
 * to be, so removing everything takes a `share` of 1.
 */
export function removalLimit(present: number, share: number): number {
  if (share >= 1) return present;
  return Math.min(Math.max(ALWAYS, Math.floor(present * share)), Math.max(0, present - 1));
}
