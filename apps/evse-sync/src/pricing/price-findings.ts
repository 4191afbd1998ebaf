import type { Finding } from '#suite';
import type { Violation, ViolationCode } from '#oicp';
import { toShortText } from './short-text.js';

/** Written otherwise than OICP has it, and yet clear. Whatever else is wrong leaves a price in doubt. */
const CLEAR: ReadonlySet<ViolationCode> = new Set([
  'converted-type',
  'single-for-list',
  'list-for-single',
  'unwrapped',
  'other-spelling',
  'too-long',
  'too-short',
]);
/** Both names are Hubject's own (docs/oicp-differences.md). */
const OTHER_NAME_OF_PERIOD = /\/Periods$/;
const MOST = 20;

export function leavesDoubt({ code }: Violation): boolean {
  return !CLEAR.has(code);
}

const OF_NAMES = /^\/(?:operator[-_]?id|operator[-_]?name|evse[-_]?id)$/i;
const OF_PROVIDER = /^\/provider[-_]?id$/i;

/** About the names that an entry carries: they are compared as they came, whatever their form. */
export function isOfNames({ code, pointer }: Violation): boolean {
  return OF_NAMES.test(pointer) || (code === 'wrong-form' && OF_PROVIDER.test(pointer));
}

/** What was noticed while a price was read, and whether the price is whole nevertheless. */
export class PriceFindings {
  private readonly found = new Map<string, Finding>();
  private unlisted = 0;
  private whole = true;

  get complete(): boolean {
    return this.whole;
  }

  get list(): Finding[] {
    const listed = [...this.found.values()];
    if (this.unlisted === 0) return listed;
    return [
      ...listed,
      { code: 'too-many-violations', message: `There are ${this.unlisted} further findings, not listed.` },
    ];
  }

  /** Odd, but parsed. */
  note(code: string, pointer: string, message: string): void {
    this.add({ code, pointer, message });
  }

  /** Something of the price is missing or in doubt. */
  doubt(code: string, pointer: string, message: string): void {
    this.whole = false;
    this.add({ code, pointer, message });
  }

  addDoubts(doubts: readonly Finding[]): void {
    for (const { code, pointer = '', message } of doubts) this.doubt(code, pointer, message);
  }

  addViolations(violations: readonly Violation[]): void {
    for (const violation of violations) {
      const { code, pointer, message } = violation;
      if (leavesDoubt(violation)) this.doubt(code, pointer, message);
      else if (code !== 'other-spelling' || !OTHER_NAME_OF_PERIOD.test(pointer))
        this.note(code, pointer, message);
    }
  }

  private add({ code, pointer = '', message }: Finding): void {
    const key = `${code} ${pointer}`;
    if (this.found.has(key)) return;
    if (this.found.size >= MOST) this.unlisted += 1;
    else this.found.set(key, { code, pointer: toShortText(pointer), message: toShortText(message) });
  }
}
