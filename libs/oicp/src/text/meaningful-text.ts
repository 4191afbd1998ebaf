import { displayText } from './unclean.js';

/**
 * The text as it came, where it says anything; `undefined` for one of blanks of any kind and invisible characters alone.
 * Partners write `""` where they have nothing to say: it counts as absent, everywhere.
 */
export function meaningfulText(text: string | undefined): string | undefined {
  return text === undefined || displayText(text) === '' ? undefined : text;
}
