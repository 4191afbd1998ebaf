export const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The index of the closing quote of the string that opens at `opening`, in a valid JSON text. */
export function endOfString(text: string, opening: number): number {
  for (let at = text.indexOf('"', opening + 1); ; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
}
