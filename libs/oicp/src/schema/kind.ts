import type { Inspection } from './inspection.js';

/**
 * One OICP type: how its value is read from JSON and checked, and how it is written to JSON. `Strict` is the type in a
 * conformant message, `Lenient` the type of what a reader may return.
 */
export interface Kind<Strict, Lenient = Strict> {
  /** Carries the two types for inference; never set. */
  readonly types?: { readonly strict: Strict; readonly lenient: Lenient };

  /**
   * The value; everything wrong with it is reported to the inspection. `undefined` if it could not be read, which is
   * reported too. Never throws. `null` is passed only to the kinds of whole messages and records.
   */
  read(found: unknown, inspection: Inspection): Lenient | undefined;

  /** The value as JSON, unchecked: a value of another kind is passed on unchanged, and reading reports it. */
  toWire(value: unknown): unknown;

  /** Objects: the field of a name, in whatever spelling. */
  fieldNamed?(name: string): NamedKind | undefined;
  /** Lists: the kind of their entries. */
  readonly entry?: Kind<unknown>;
  /** Enumerations: the values that OICP 2.3 lists. */
  readonly values?: readonly string[];
  /** Texts: what the whole text must match. */
  readonly form?: RegExp | undefined;
}

export interface NamedKind {
  readonly name: string;
  readonly kind: Kind<unknown>;
}

/** The type of a conformant value of a kind: what is written. */
export type Conformant<K> = K extends { readonly types?: { readonly strict: infer Strict } } ? Strict : never;

/** The type of a value of a kind as it may arrive: every field can be absent, every list of values can grow. */
export type Received<K> = K extends { readonly types?: { readonly lenient: infer Lenient } }
  ? Lenient
  : never;

export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
