import type { HttpAnswer } from './answer.js';

/** A header by its lower-case name; the first value if there are several. */
export function headerOf({ headers }: HttpAnswer, name: string): string | undefined {
  const value = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}

/** How long HBS asks us to wait: `Retry-After` in seconds, or as a date measured by HBS's own clock. */
export function retryAfterMs(answer: HttpAnswer): number | undefined {
  const header = headerOf(answer, 'retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  const wait = Date.parse(header) - Date.parse(headerOf(answer, 'date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
