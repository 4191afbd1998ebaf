/**
 * Makes a text a sentence: with a capital, unless it begins with a name, and with a full stop.
 *
 * @param name with which the text may begin, such as `validFrom`
 */
export function toSentence(text: string, name = ''): string {
  const trimmed = text.trim();
  const ended = /[.?!]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  const isName = /^[a-z]+[A-Z]/.test(trimmed) || (name !== '' && trimmed.startsWith(`${name} `));
  return isName ? ended : `${ended.charAt(0).toUpperCase()}${ended.slice(1)}`;
}
