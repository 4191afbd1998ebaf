import { decodeBody } from './json/decode.js';
import { parseExact, stringifyExact } from './json/exact-json.js';
import { lookOfBytes } from './json/look-of-bytes.js';
import { whereNotJson } from './json/where-not-json.js';
import { Inspection } from './schema/inspection.js';
import type { Conformant, Kind, Received } from './schema/kind.js';
import type { Violation } from './schema/violation.js';

/** What was understood from a message, and everything that was wrong with it. */
export interface Reading<Value> {
  /** Empty where nothing could be understood; unknown fields are in it beside the known ones. */
  readonly value: Value;
  readonly violations: readonly Violation[];
}

/** A message that Hubject would refuse. It has not been sent; `violations` say why. */
export class NotConformantError extends Error {
  readonly code = 'OICP_NOT_CONFORMANT';
  override readonly name = 'NotConformantError';

  constructor(
    readonly messageName: string,
    readonly violations: readonly Violation[],
  ) {
    const [first, ...more] = violations.map(
      ({ message, pointer }) => `${message} (${pointer || 'the whole'})`,
    );
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    super(`${messageName} is not conformant and was not written: ${first}${others}`);
  }
}

export interface MessageOptions {
  /**
   * For bodies of megabytes whose numbers end on no invoice. Elsewhere a number is read from its text, so that neither
   * an amount nor an ID that came as a number loses a digit.
   */
  readonly binaryNumbers?: boolean;
}

/** One message of OICP, or one part of it that travels alone: declared once, read and written by the declaration. */
export class Message<K extends Kind<unknown, object>> {
  constructor(
    /** The name in Hubject's documents. */
    readonly name: string,
    readonly kind: K,
    private readonly options: MessageOptions = {},
  ) {}

  /** Reads a body. Never throws: what is wrong with it is in the violations. */
  read(body: Uint8Array | string): Reading<Received<K>> {
    const inspection = new Inspection(this.name, { owns: true });
    const { text, problem } = decodeBody(body);
    if (problem !== undefined) inspection.reportBody('encoding', problem);
    if (text.trim() === '') {
      inspection.reportBody('empty-body', 'is empty');
      return this.reading(undefined, inspection);
    }
    let found: unknown;
    try {
      found = this.options.binaryNumbers === true ? JSON.parse(text) : parseExact(text);
    } catch (error) {
      inspection.reportBody('not-json', describeNotJson(body, text, error));
      return this.reading(undefined, inspection);
    }
    return this.reading(found, inspection);
  }

  /**
   * Reads what a JSON parser made of a body, or of a part of one. Never throws either, and leaves it as it is; the value
   * may share unknown fields with it.
   */
  readValue(found: unknown): Reading<Received<K>> {
    return this.reading(found ?? null, new Inspection(this.name));
  }

  /** Everything that keeps a value from being conformant; unknown fields do not. */
  check(value: Conformant<K>): readonly Violation[] {
    return this.violationsIn(this.kind.toWire(value));
  }

  /**
   * The JSON text of a conformant value.
   * @throws {NotConformantError}
   */
  write(value: Conformant<K>): string {
    const written = this.tryWrite(value);
    if ('text' in written) return written.text;
    throw new NotConformantError(this.name, written.violations);
  }

  /** The JSON text of a value, or everything that keeps it from being conformant. */
  tryWrite(value: Conformant<K>): { readonly text: string } | { readonly violations: readonly Violation[] } {
    const wire = this.kind.toWire(value);
    const violations = this.violationsIn(wire);
    return violations.length > 0 ? { violations } : { text: stringifyExact(wire) };
  }

  private violationsIn(wire: unknown): readonly Violation[] {
    const inspection = new Inspection(this.name, { recordsTogether: true });
    this.kind.read(wire, inspection);
    return inspection.violations.filter(({ severity }) => severity !== 'note');
  }

  /** `undefined` stands for a body of which nothing could be found. */
  private reading(found: unknown, inspection: Inspection): Reading<Received<K>> {
    const value = found === undefined ? undefined : this.kind.read(found, inspection);
    return { value: (value ?? {}) as Received<K>, violations: inspection.violations };
  }
}

/** Completes "The body …". */
function describeNotJson(body: Uint8Array | string, text: string, error: unknown): string {
  const look = lookOfBytes(body);
  if (look !== undefined) return `is not JSON but looks like ${look}`;
  const where = whereNotJson(text, error);
  return where === undefined ? 'is not JSON' : `is not JSON: ${where}`;
}
