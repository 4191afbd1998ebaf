import * as fc from 'fast-check';
import { everyInbound } from './inbound-payloads.js';
import { oddPayload } from './odd-payload.js';

/**
 * JSON texts near the given payloads, the same in every run. Each has another text instead of `unique.text`.
 */
export function sampleTexts(
  bases: readonly object[],
  unique: { readonly text: string; readonly replacedBy: (index: number) => string },
  count: number,
): readonly string[] {
  const seed = Number(process.env['ODD_SEED'] ?? 1);
  return fc
    .sample(oddPayload(bases, { fields: everyInbound }), { numRuns: count, seed })
    .map(({ bytes }, index) => bytes.toString().replaceAll(unique.text, unique.replacedBy(index)))
    .filter(isJson);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
