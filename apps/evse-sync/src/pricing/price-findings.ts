import type { Finding } from '#suite';
import type { Violation, ViolationCode } from '#oicp';
import { endWithFullStop } from '../findings/end-with-full-stop.js';
import { FaultyPlaces } from '../findings/faulty-places.js';
import { SentPointers } from '../findings/sent-pointer.js';
import { toShortText } from './short-text.js';

/** Violations that leave the meaning of a price clear; any other one leaves it in doubt. */
const CLEAR: ReadonlySet<ViolationCode> = new Set([
  'converted-type',
  'single-for-list',
  'list-for-single',
  'unwrapped',
  'other-spelling',
  'too-long',
  'too-short',
]);
/** Hubject itself uses both names (docs/oicp-differences.md). */
const OTHER_NAME_OF_PERIOD = /\/Periods$/;
const MOST = 20;

/** Whether a violation leaves the meaning of a price in doubt. */
export function leavesDoubt({ code }: Violation): boolean {
  return !CLEAR.has(code);
}

const OF_NAMES = /^\/(?:operator[-_]?id|operator[-_]?name|evse[-_]?id)$/i;
const OF_PROVIDER = /^\/provider[-_]?id$/i;

/** Whether a violation is about the identifiers of an entry: they are compared as received, whatever their form. */
export function isOfNames({ code, pointer }: Violation): boolean {
  return OF_NAMES.test(pointer) || (code === 'wrong-form' && OF_PROVIDER.test(pointer));
}

const OF_OPERATOR = /^\/operator[-_]?id$/i;
const OF_IDENTIFIERS = /^\/(?:operator|provider|evse)[-_]?id$/i;

interface HasViolations {
  readonly violations: readonly Violation[];
}

/** Whether an entry gives one of its identifiers more than once: it may be about another operator, EMP or charging point. */
export function hasTwoOwners({ violations }: HasViolations): boolean {
  return violations.some(({ code, pointer }) => code === 'repeated-field' && OF_IDENTIFIERS.test(pointer));
}

/** Whether an entry gives its operator more than once. */
export function hasTwoOperators({ violations }: HasViolations): boolean {
  return violations.some(({ code, pointer }) => code === 'repeated-field' && OF_OPERATOR.test(pointer));
}

/** Collects the findings about a price, and whether the price is complete nevertheless. */
export class PriceFindings {
  private readonly found = new Map<string, Finding>();
  private unlisted = 0;
  private isComplete = true;
  private readonly doubtful = new FaultyPlaces();
  private sent: SentPointers | undefined;

  /** @param violations of what the findings are about: they contain the names under which it was sent */
  constructor(private readonly violations: readonly Violation[] = []) {}

  /** Whether nothing of the price is missing or in doubt. */
  get complete(): boolean {
    return this.isComplete;
  }

  /** The findings, each once, up to a limit. */
  get list(): Finding[] {
    const listed = [...this.found.values()];
    if (this.unlisted === 0) return listed;
    return [
      ...listed,
      { code: 'too-many-violations', message: `There are ${this.unlisted} further findings, not listed.` },
    ];
  }

  /** Adds something odd that leaves the price clear. The pointer in the names of OICP becomes one into what was sent. */
  note(code: string, pointer: string, message: string): void {
    this.add({ code, pointer: this.toSent(pointer), message });
  }

  /** Adds something that makes the price incomplete. The pointer is converted as by {@link note}. */
  doubt(code: string, pointer: string, message: string): void {
    this.addDoubt({ code, pointer: this.toSent(pointer), message });
  }

  /** Makes the price incomplete; a finding is added only where there is no doubt at the same place or within it. */
  doubtUnlessKnown(code: string, pointer: string, message: string): void {
    const sent = this.toSent(pointer);
    this.isComplete = false;
    if (!this.doubtful.has(sent)) this.addDoubt({ code, pointer: sent, message });
  }

  /** Whether the reader reported this code at a pointer in the names of OICP. */
  isReported(code: ViolationCode, pointer: string): boolean {
    const sent = this.toSent(pointer);
    return this.violations.some((each) => each.code === code && each.pointer === sent);
  }

  /** Adds each finding as a doubt. */
  addDoubts(doubts: readonly Finding[]): void {
    for (const each of doubts) this.addDoubt(each);
  }

  /** Adds violations, each as a note or as a doubt. */
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
    this.isComplete = false;
    this.doubtful.add(finding.pointer ?? '');
    this.add(finding);
  }

  /** Nearly all prices have no findings, so that nothing is looked through. */
  private toSent(pointer: string): string {
    this.sent ??= new SentPointers(this.violations);
    return this.sent.convert(pointer);
  }

  private add({ code, pointer = '', message }: Finding): void {
    const key = `${code} ${pointer}`;
    if (this.found.has(key)) return;
    if (this.found.size >= MOST) this.unlisted += 1;
    else
      this.found.set(key, {
        code,
        pointer: toShortText(pointer),
        message: endWithFullStop(toShortText(message)),
      });
  }
}
