import type { Finding } from '#suite';
import type { Violation, ViolationCode } from '#oicp';
import { sentence } from '../findings/sentence.js';
import { sentPointer } from '../findings/sent-pointer.js';
import { storableText } from './storable-text.js';

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
  /** Where something leaves the price in doubt. */
  private readonly doubtful: string[] = [];

  /** @param violations of what the findings are about: they say under which names it was sent */
  constructor(private readonly violations: readonly Violation[] = []) {}

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

  /** Odd, but understood. The pointer has the names of OICP, and becomes one into what was sent. */
  note(code: string, pointer: string, message: string): void {
    this.add({ code, pointer: sentPointer(pointer, this.violations), message });
  }

  /** Something of the price is missing or in doubt. The pointer as for {@link note}. */
  doubt(code: string, pointer: string, message: string): void {
    this.addDoubt({ code, pointer: sentPointer(pointer, this.violations), message });
  }

  /** A doubt that follows from one at the same place or within it, and is a finding only where there is none. */
  doubtUnlessKnown(code: string, pointer: string, message: string): void {
    const sent = sentPointer(pointer, this.violations);
    this.whole = false;
    if (!this.doubtful.some((each) => each === sent || each.startsWith(`${sent}/`)))
      this.addDoubt({ code, pointer: sent, message });
  }

  /** Whether reading reported this at a place that is named as in OICP. */
  isReported(code: ViolationCode, pointer: string): boolean {
    const sent = sentPointer(pointer, this.violations);
    return this.violations.some((each) => each.code === code && each.pointer === sent);
  }

  addDoubts(doubts: readonly Finding[]): void {
    for (const each of doubts) this.addDoubt(each);
  }

  addViolations(violations: readonly Violation[]): void {
    const lost = new Set(
      violations.filter(({ severity }) => severity === 'loss').map(({ pointer }) => pointer),
    );
    for (const violation of violations) {
      const { code, pointer, message, severity } = violation;
      // What was wrapped or unwrapped, and then not read all the same, is one fault.
      if (severity !== 'loss' && lost.has(pointer)) continue;
      if (leavesDoubt(violation)) this.addDoubt({ code, pointer, message });
      else if (code !== 'other-spelling' || !OTHER_NAME_OF_PERIOD.test(pointer))
        this.add({ code, pointer, message });
    }
  }

  private addDoubt(finding: Finding): void {
    this.whole = false;
    this.doubtful.push(finding.pointer ?? '');
    this.add(finding);
  }

  private add({ code, pointer = '', message }: Finding): void {
    const key = `${code} ${pointer}`;
    if (this.found.has(key)) return;
    if (this.found.size >= MOST) this.unlisted += 1;
    else
      this.found.set(key, { code, pointer: storableText(pointer), message: sentence(storableText(message)) });
  }
}
