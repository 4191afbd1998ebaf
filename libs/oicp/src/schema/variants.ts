import { isContainer } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Conformant, Kind, NamedKind, Received } from './kind.js';
import type { Fields, ObjectKind } from './object.js';
import { plainSpelling } from './spelling.js';

/**
 * An object whose field `tag` says which of several declarations it follows. An object with an unknown tag, or none, is
 * read by `otherwise`, which has the fields of all of them and demands those they share.
 */
export function variants<
  V extends Readonly<Record<string, Kind<unknown, object>>>,
  Otherwise extends ObjectKind<Fields>,
>(tag: string, byTag: V, otherwise: Otherwise): VariantsKind<V, Otherwise> {
  return new VariantsKind(tag, byTag, otherwise);
}

export class VariantsKind<
  V extends Readonly<Record<string, Kind<unknown, object>>>,
  Otherwise extends ObjectKind<Fields>,
> implements Kind<Conformant<V[keyof V]>, Received<Otherwise>> {
  declare readonly types?: {
    readonly strict: Conformant<V[keyof V]>;
    readonly lenient: Received<Otherwise>;
  };

  private readonly tag: string;
  private readonly bySpelling: ReadonlyMap<string, Kind<unknown, object>>;

  constructor(
    tag: string,
    byTag: V,
    private readonly otherwise: Otherwise,
  ) {
    this.tag = plainSpelling(tag);
    this.bySpelling = new Map(Object.entries(byTag).map(([value, kind]) => [plainSpelling(value), kind]));
  }

  read(found: unknown, inspection: Inspection): Received<Otherwise> | undefined {
    return this.kindOf(found).read(found, inspection) as Received<Otherwise> | undefined;
  }

  toWire(value: unknown): unknown {
    return this.kindOf(value).toWire(value);
  }

  fieldNamed(name: string): NamedKind | undefined {
    return this.otherwise.fieldNamed(name);
  }

  private kindOf(found: unknown): Kind<unknown, object> {
    if (!isContainer(found)) return this.otherwise;
    const source = found as Readonly<Record<string, unknown>>;
    const name = Object.keys(source).find((each) => plainSpelling(each) === this.tag);
    const value = name === undefined ? undefined : source[name];
    const kind = typeof value === 'string' ? this.bySpelling.get(plainSpelling(value)) : undefined;
    return kind ?? this.otherwise;
  }
}
