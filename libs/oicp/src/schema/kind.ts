import type { Inspection } from './inspection.js';

/**
 * One OICP type: how its value is read from JSON and checked on the way, and how it goes back into JSON.
 * `Strict` is what a conformant message holds, `Lenient` what a reader may have to hand out.
 */
export interface Kind<Strict, Lenient = Strict> {
  /** Carries the two types for inference; never set. */
  readonly types?: { readonly strict: Strict; readonly lenient: Lenient };

  /**
   * The value, with everything wrong reported to the inspection; `undefined` if nothing could be taken, which is then
   * reported too. Never throws. `null` reaches only the kinds of whole messages and records.
   */
  read(found: unknown, inspection: Inspection): Lenient | undefined;

  /** The value as JSON, unchecked: what is not a value of this kind passes as it is, for reading to complain about. */
  toWire(value: unknown): unknown;

  /** Objects: the field that a name means, in whatever spelling. */
  fieldNamed?(name: string): NamedKind | undefined;
  /** Lists: what their entries are. */
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
