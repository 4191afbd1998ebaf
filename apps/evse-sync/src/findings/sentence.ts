/** Ends a clause with a full stop. */
export function toSentence(clause: string): string {
  return /[.!?]$/.test(clause) ? clause : `${clause}.`;
}
