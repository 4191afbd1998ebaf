import { violationCodes, type Violation, type ViolationCode } from './violation.js';

/** Beyond this many a reading stops listing: a list of a million zeros must not become a million sentences. */
const MOST_VIOLATIONS = 10_000;

export interface InspectionOptions {
  /** What is read was parsed for this reading alone: values may be replaced where they stand. */
  readonly owns?: boolean;
  /** Entries of a page report here, instead of into inspections of their own. */
  readonly recordsTogether?: boolean;
}

/**
 * What one reading finds wrong, and where it stands at the moment.
 * The way to the current place is a stack that is written over; a pointer is only built when something is reported.
 */
export class Inspection {
  private readonly listed: Violation[] = [];
  /** Valid up to `depth`: what lies beyond belongs to places already left. */
  private readonly path: (string | number)[] = [];
  private level = 0;
  private unlisted = 0;

  constructor(
    private readonly whole: string,
    private readonly options: InspectionOptions = {},
  ) {}

  get owns(): boolean {
    return this.options.owns === true;
  }

  /** Where an entry of a page is inspected. */
  ofRecord(): Inspection {
    return this.options.recordsTogether === true ? this : new Inspection('The record', this.options);
  }

  /** In the order of reading; ends in a count of those that are not listed. */
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

  /** What keeps the bytes from being read as a message; `predicate` completes "The body …". */
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

/** The steps of OICP are few and short and are built once; those of strangers must not fill the memory. */
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

/** Field names come from outside too. */
function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
