import { decodeBody } from './json/decode.js';
import { parseExact, stringifyExact, type ExactJson } from './json/exact-json.js';
import { lookOfBytes } from './json/look-of-bytes.js';
import { whereNotJson } from './json/where-not-json.js';
import { Inspection } from './schema/inspection.js';
import type { Conformant, Kind, Received } from './schema/kind.js';
import type { Violation } from './schema/violation.js';

/** The parsed value of a message, and everything that is wrong with it. */
export interface Reading<Value> {
  /** An empty object if nothing could be parsed; it also has unknown fields. */
  readonly value: Value;
  /** In the order of reading. */
  readonly violations: readonly Violation[];
}

/** A message that Hubject would refuse. It was not written; `violations` say why. */
export class NotConformantError extends Error {
  readonly code = 'OICP_NOT_CONFORMANT';
  override readonly name = 'NotConformantError';

  constructor(
    readonly messageName: string,
    readonly violations: readonly Violation[],
  ) {
    const [first, ...more] = violations.map(
      ({ message, pointer }) => `${message} (${pointer || 'the whole message'})`,
    );
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    super(`${messageName} is not conformant and was not written: ${first}${others}`);
  }
}

/** How a message is read. */
export interface MessageOptions {
  /**
   * Read a body as `JSON.parse` does, numbers as binary floats and the last of repeated members: for bodies of megabytes
   * without amounts. By default a number is read from its text, so that neither an amount nor an ID that was sent as a
   * number loses a digit, and repeated members are reported.
   */
  readonly plainJson?: boolean;
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
    let json: ExactJson;
    try {
      json = this.options.plainJson === true ? { value: JSON.parse(text) as unknown } : parseExact(text);
    } catch (error) {
      inspection.reportBody('not-json', describeNotJson(body, text, error));
      return this.reading(undefined, inspection);
    }
    inspection.repeated = json.repeated;
    return this.reading(json.value, inspection);
  }

  /**
   * Reads parsed JSON: a body, or a part of one. Never throws, and does not change it; the value may share unknown fields
   * with it.
   */
  readValue(found: unknown): Reading<Received<K>> {
    return this.reading(found ?? null, new Inspection(this.name));
  }

  /** Everything in a value that does not conform to OICP; unknown fields do. */
  check(value: Conformant<K>): readonly Violation[] {
    return this.violationsIn(this.kind.toWire(value));
  }

  /**
   * The JSON text of a conformant value.
   * @throws {NotConformantError} if it does not conform to OICP
   */
  write(value: Conformant<K>): string {
    const written = this.tryWrite(value);
    if ('text' in written) return written.text;
    throw new NotConformantError(this.name, written.violations);
  }

  /** The JSON text of a value, or everything in it that does not conform to OICP. */
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

  /** `undefined`: nothing of the body could be parsed. */
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
