import type { RepeatedMembers } from '../json/repeated-members.js';
import { violationCodes, type Violation, type ViolationCode } from './violation.js';

/** A reading lists at most this many: a list of a million zeros must not become a million sentences. */
const MOST_VIOLATIONS = 10_000;

export interface InspectionOptions {
  /** The value was parsed for this reading alone: its members may be replaced in place. */
  readonly owns?: boolean;
  /** Entries of a page report to this inspection instead of to one of their own. */
  readonly recordsTogether?: boolean;
}

/**
 * The violations of one reading, and its current place. The path to the current place is a stack that is overwritten; a
 * pointer is only built when something is reported.
 */
export class Inspection {
  private readonly listed: Violation[] = [];
  /** Valid up to `level`; deeper entries belong to places already left. */
  private readonly path: (string | number)[] = [];
  private level = 0;
  private unlisted = 0;
  /** Members that the text repeats, by the object as it was parsed. */
  repeated: RepeatedMembers | undefined;

  constructor(
    private readonly whole: string,
    private readonly options: InspectionOptions = {},
  ) {}

  get owns(): boolean {
    return this.options.owns === true;
  }

  /** The inspection for an entry of a page. */
  ofRecord(): Inspection {
    if (this.options.recordsTogether === true) return this;
    const inspection = new Inspection('The record', this.options);
    inspection.repeated = this.repeated;
    return inspection;
  }

  /** In the order of reading; the last one may be the count of those that are not listed. */
  get violations(): readonly Violation[] {
    if (this.unlisted === 0) return this.listed;
    const message = `${this.whole} has ${this.unlisted} further violations, not listed`;
    return [...this.listed, violation('too-many-violations', '', message)];
  }

  /** Containers between the root and here. */
  get depth(): number {
    return this.level;
  }

  enter(step: string | number): void {
    this.path[this.level] = step;
    this.level += 1;
  }

  leave(): void {
    this.level -= 1;
  }

  /** `predicate` completes a sentence that starts with the name of the place: "Voltage" + "is 1000, more than 999". */
  report(code: ViolationCode, predicate: string): void {
    if (this.listed.length >= MOST_VIOLATIONS) this.unlisted += 1;
    else this.listed.push(violation(code, this.pointer(), `${this.subject()} ${predicate}`));
  }

  reportAt(step: string | number, code: ViolationCode, predicate: string): void {
    this.enter(step);
    this.report(code, predicate);
    this.leave();
  }

  /** Reports the members that the text gives more than once for this object; the last of each was parsed. */
  reportRepeated(found: object): void {
    const names = this.repeated?.get(found);
    if (names === undefined) return;
    for (const name of names.keys())
      this.reportAt(name, 'repeated-field', 'is given more than once; the last one is used');
  }

  /** Reports the same of a value that is not read, once for all objects in it. */
  reportRepeatedWithin(found: unknown): void {
    if (this.repeated === undefined) return;
    const open: unknown[] = [found];
    while (open.length > 0) {
      const value = open.pop();
      if (typeof value !== 'object' || value === null) continue;
      if (this.repeated.has(value))
        return this.report(
          'repeated-field',
          'has members that are given more than once; the last one is used',
        );
      for (const each of Object.values(value)) open.push(each);
    }
  }

  /** Reports why the bytes cannot be read as a message; `predicate` completes "The body …". */
  reportBody(code: ViolationCode, predicate: string): void {
    this.listed.push(violation(code, '', `The body ${predicate}`));
  }

  private pointer(): string {
    let pointer = '';
    for (let level = 0; level < this.level; level += 1) pointer += segmentOf(this.path[level] ?? '');
    return pointer;
  }

  private subject(): string {
    const last = this.path[this.level - 1];
    if (this.level === 0 || last === undefined) return this.whole;
    if (typeof last === 'string') return shorten(last);
    const list = this.path.slice(0, this.level).findLast((step) => typeof step === 'string');
    return `Entry ${last} of ${list === undefined ? this.whole : shorten(list)}`;
  }
}

function violation(code: ViolationCode, pointer: string, message: string): Violation {
  return { code, severity: violationCodes[code].severity, pointer, message };
}

/** Segments are cached. OICP has few and short ones; those of hostile messages must not fill the memory. */
const MOST_SEGMENTS = 2_000;
const LONGEST_SEGMENT = 60;
const segments = new Map<string | number, string>();

/** One step of a pointer. */
function segmentOf(step: string | number): string {
  const known = segments.get(step);
  if (known !== undefined) return known;
  const segment = `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (segments.size < MOST_SEGMENTS && segment.length <= LONGEST_SEGMENT) segments.set(step, segment);
  return segment;
}

/** Field names come from outside as well. */
function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
