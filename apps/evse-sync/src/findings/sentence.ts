/** A clause as a sentence: with a full stop. */
export function sentence(clause: string): string {
  return /[.!?]$/.test(clause) ? clause : `${clause}.`;
}
