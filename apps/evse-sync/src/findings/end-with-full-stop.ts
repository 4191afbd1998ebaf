/** Ends a clause with a full stop. */
export function endWithFullStop(clause: string): string {
  return /[.!?]$/.test(clause) ? clause : `${clause}.`;
}
