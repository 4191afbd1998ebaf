import { described, isContainer } from './conversion.js';
import type { Inspection } from './inspection.js';
import { isAbsent, type Conformant, type Kind, type NamedKind, type Received } from './kind.js';
import { meaningfulText } from '../text/meaningful-text.js';
import { plainSpelling } from './spelling.js';
import { keepUnknown, setField } from './unknown-field.js';

/** One field of an OICP object. */
export interface Field<K extends Kind<unknown> = Kind<unknown>, Mandatory extends boolean = boolean> {
  readonly kind: K;
  readonly mandatory: Mandatory;
  /** Other names in documents or at partners, beyond other case and punctuation. */
  readonly alsoCalled: readonly string[];
}

export type Fields = Readonly<Record<string, Field>>;

export function mandatory<K extends Kind<unknown>>(
  kind: K,
  ...alsoCalled: readonly string[]
): Field<K, true> {
  return { kind, mandatory: true, alsoCalled };
}

export function optional<K extends Kind<unknown>>(
  kind: K,
  ...alsoCalled: readonly string[]
): Field<K, false> {
  return { kind, mandatory: false, alsoCalled };
}

/** The same fields, none of them mandatory. */
export function allOptional<F extends Fields>(
  fields: F,
): { readonly [Name in keyof F]: Field<F[Name]['kind'], false> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, mandatory: false }]),
  ) as { readonly [Name in keyof F]: Field<F[Name]['kind'], false> };
}

type NamesOf<F extends Fields, Mandatory extends boolean> = {
  [Name in keyof F]: F[Name]['mandatory'] extends Mandatory ? Name : never;
}[keyof F];

type Flat<T> = { [Name in keyof T]: T[Name] };

/** A value to write: it has all mandatory fields; a field that is `undefined` is left out. */
export type ConformantObject<F extends Fields> = Flat<
  { readonly [Name in NamesOf<F, true>]: Conformant<F[Name]['kind']> } & {
    readonly [Name in NamesOf<F, false>]?: Conformant<F[Name]['kind']> | undefined;
  }
>;

/**
 * A value that was read: every field can be absent or `undefined`, which mean the same. It also has unknown fields, which the
 * type does not show.
 */
export type ReceivedObject<F extends Fields> = {
  readonly [Name in keyof F]?: Received<F[Name]['kind']> | undefined;
};

/** Checks across fields. */
export type Rule<F extends Fields> = (value: ReceivedObject<F>, inspection: Inspection) => void;

export interface ObjectOptions<F extends Fields> {
  /** The field whose content is often sent without this object around it. */
  readonly oftenBare?: keyof F & string;
  readonly rules?: readonly Rule<F>[];
}

export function object<F extends Fields>(fields: F, options: ObjectOptions<F> = {}): ObjectKind<F> {
  return new ObjectKind(fields, options);
}

interface NamedField extends Field {
  readonly name: string;
}

/** Other spellings are cached per object, few and short ones, so that a page in another spelling is read no slower. */
const MOST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 60;

export class ObjectKind<F extends Fields> implements Kind<ConformantObject<F>, ReceivedObject<F>> {
  declare readonly types?: { readonly strict: ConformantObject<F>; readonly lenient: ReceivedObject<F> };

  private readonly all: readonly NamedField[];
  private readonly byName: ReadonlyMap<string, NamedField>;
  private readonly bySpelling: ReadonlyMap<string, NamedField>;
  private readonly mandatory: readonly NamedField[];
  private readonly rules: readonly Rule<F>[];
  private readonly remembered = new Map<string, NamedField | undefined>();

  constructor(
    readonly fields: F,
    private readonly options: ObjectOptions<F>,
  ) {
    this.all = Object.entries(fields).map(([name, field]) => Object.assign({ name }, field));
    this.mandatory = this.all.filter((field) => field.mandatory);
    this.rules = options.rules ?? [];
    this.byName = new Map(this.all.map((field) => [field.name, field]));
    this.bySpelling = new Map(
      this.all.flatMap((field) =>
        [...field.alsoCalled, field.name].map((name) => [plainSpelling(name), field] as const),
      ),
    );
  }

  read(found: unknown, inspection: Inspection): ReceivedObject<F> | undefined {
    if (!isContainer(found) || Array.isArray(found)) return this.readBare(found, inspection);
    inspection.reportRepeated(found as object);
    const source = found as Record<string, unknown>;
    // Replaced in place where allowed: a page would otherwise be in memory twice.
    const value = inspection.owns ? source : { ...source };
    let others: string[] | undefined;
    let lost: string[] | undefined;
    for (const name in value) {
      const each = value[name];
      const field = isAbsent(each) ? undefined : this.byName.get(name);
      if (each === null) value[name] = undefined;
      else if (field !== undefined) {
        const read = readAt(name, field.kind, each, inspection);
        if (read === undefined) (lost ??= []).push(name);
        if (read !== each) value[name] = read;
      } else if (each !== undefined) (others ??= []).push(name);
    }
    // After the loop: a field that is added during it may be visited by it.
    if (others !== undefined) lost = [...(lost ?? []), ...this.readOthers(others, value, inspection)];
    this.reportMissing(value, lost, inspection);
    this.checkRules(value as ReceivedObject<F>, inspection);
    return value as ReceivedObject<F>;
  }

  checkRules(value: ReceivedObject<F>, inspection: Inspection): void {
    for (const rule of this.rules) rule(value, inspection);
  }

  toWire(value: unknown): unknown {
    if (!isContainer(value) || Array.isArray(value)) return value;
    const source = value as Readonly<Record<string, unknown>>;
    const wire: Record<string, unknown> = {};
    for (const { name, kind } of this.all) {
      const each = source[name];
      if (!isAbsent(each)) wire[name] = kind.toWire(each);
    }
    for (const name of Object.keys(source)) {
      if (!this.byName.has(name) && !isAbsent(source[name])) setField(wire, name, source[name]);
    }
    return wire;
  }

  fieldNamed(name: string): NamedKind | undefined {
    return this.byName.get(name) ?? this.otherwiseSpelled(name);
  }

  private otherwiseSpelled(name: string): NamedField | undefined {
    if (this.remembered.has(name)) return this.remembered.get(name);
    const field = this.bySpelling.get(plainSpelling(name));
    if (this.remembered.size < MOST_REMEMBERED && name.length <= LONGEST_REMEMBERED) {
      this.remembered.set(name, field);
    }
    return field;
  }

  /** Fields with another spelling, of which a text of blanks is absent, or unknown. Yields the names of fields that were sent and could not be read. */
  private *readOthers(
    names: readonly string[],
    value: Record<string, unknown>,
    inspection: Inspection,
  ): Iterable<string> {
    for (const name of names) {
      const field = this.otherwiseSpelled(name);
      if (field === undefined) keepUnknown(value, name, inspection);
      else if (value[field.name] === undefined) {
        inspection.reportAt(name, 'other-spelling', `is spelled ${field.name} in OICP 2.3`);
        const read = readAt(name, field.kind, value[name], inspection);
        value[name] = undefined;
        value[field.name] = read;
        if (read === undefined) yield field.name;
      } else if (isBlankText(value[name])) value[name] = undefined;
      else {
        inspection.reportAt(
          name,
          'repeated-field',
          `is another spelling of ${field.name}, which is given too; it is ignored`,
        );
        value[name] = undefined;
      }
    }
  }

  /** A field that was sent but could not be read is reported already. */
  private reportMissing(
    value: Readonly<Record<string, unknown>>,
    lost: readonly string[] | undefined,
    inspection: Inspection,
  ): void {
    for (const { name } of this.mandatory) {
      if (value[name] === undefined && lost?.includes(name) !== true) {
        inspection.reportAt(name, 'missing', 'is mandatory and missing');
      }
    }
  }

  private readBare(found: unknown, inspection: Inspection): ReceivedObject<F> | undefined {
    const { oftenBare } = this.options;
    const field = oftenBare === undefined ? undefined : this.byName.get(oftenBare);
    if (field !== undefined) {
      inspection.report('unwrapped', `is ${described(found)} instead of an object with ${field.name}`);
      const read = field.kind.read(found, inspection);
      return read === undefined ? undefined : ({ [field.name]: read } as ReceivedObject<F>);
    }
    if (Array.isArray(found) && found.length === 1 && isContainer(found[0]) && !Array.isArray(found[0])) {
      inspection.report('list-for-single', 'is a list of one instead of an object');
      inspection.enter(0);
      const read = this.read(found[0], inspection);
      inspection.leave();
      return read;
    }
    inspection.report('wrong-type', `is ${described(found)}, not an object`);
    return undefined;
  }
}

function readAt(name: string, kind: Kind<unknown>, found: unknown, inspection: Inspection): unknown {
  inspection.enter(name);
  const read = kind.read(found, inspection);
  inspection.leave();
  return read;
}

/** A list without entries is none: two lists of an answer may both be meant. */
function isBlankText(value: unknown): boolean {
  return typeof value === 'string' && meaningfulText(value) === undefined;
}
