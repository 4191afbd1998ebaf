import { isContainer } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Conformant, Kind, NamedKind } from './kind.js';
import { object, type Fields, type ObjectKind, type ReceivedObject } from './object.js';
import { plainSpelling } from './spelling.js';

/** The declaration for one value of the tag. */
interface Variant extends Kind<unknown, object> {
  readonly fields: Fields;
  /** Checks across fields. */
  checkRules(value: object, inspection: Inspection): void;
}

/**
 * An object whose field `tag` says which of several declarations it follows: its mandatory fields, and how it is written.
 * It is read with the fields of all of them, whatever the tag says: a field of another declaration is parsed like any
 * other. An object with an unknown tag, or none, follows `otherwise`, which has every field of all declarations.
 */
export function variants<V extends Readonly<Record<string, Variant>>, All extends Fields>(
  tag: string,
  byTag: V,
  otherwise: ObjectKind<All>,
): VariantsKind<V, All> {
  return new VariantsKind(tag, byTag, otherwise);
}

export class VariantsKind<V extends Readonly<Record<string, Variant>>, All extends Fields> implements Kind<
  Conformant<V[keyof V]>,
  ReceivedObject<All>
> {
  declare readonly types?: {
    readonly strict: Conformant<V[keyof V]>;
    readonly lenient: ReceivedObject<All>;
  };

  private readonly tag: string;
  private readonly bySpelling: ReadonlyMap<string, ObjectKind<All>>;

  constructor(
    tag: string,
    byTag: V,
    private readonly otherwise: ObjectKind<All>,
  ) {
    this.tag = plainSpelling(tag);
    this.bySpelling = new Map(
      Object.entries(byTag).map(([value, variant]) => [plainSpelling(value), widened(variant, otherwise)]),
    );
  }

  read(found: unknown, inspection: Inspection): ReceivedObject<All> | undefined {
    return this.kindOf(found).read(found, inspection);
  }

  toWire(value: unknown): unknown {
    return this.kindOf(value).toWire(value);
  }

  fieldNamed(name: string): NamedKind | undefined {
    return this.otherwise.fieldNamed(name);
  }

  private kindOf(found: unknown): ObjectKind<All> {
    // A list of one is read as its entry.
    const sole: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found;
    if (!isContainer(sole)) return this.otherwise;
    const source = sole as Readonly<Record<string, unknown>>;
    const name = Object.keys(source).find((each) => plainSpelling(each) === this.tag);
    const value = name === undefined ? undefined : source[name];
    const named = typeof value === 'string' ? this.bySpelling.get(plainSpelling(value)) : undefined;
    return named ?? this.otherwise;
  }
}

/** The variant, with the fields of all others added; a field has the same kind in every declaration. */
function widened<All extends Fields>(variant: Variant, { fields }: ObjectKind<All>): ObjectKind<All> {
  const foreign = Object.keys(fields).filter((name) => !Object.hasOwn(variant.fields, name));
  const ownFirst = [...Object.keys(variant.fields), ...foreign].flatMap((name) => {
    const field = fields[name];
    return field ? [[name, { ...field, mandatory: variant.fields[name]?.mandatory === true }] as const] : [];
  });
  return object(Object.fromEntries(ownFirst) as All, {
    rules: [
      (value, inspection) => variant.checkRules(value, inspection),
      (value, inspection) => {
        for (const name of foreign) {
          if (value[name] === undefined) continue;
          inspection.reportAt(
            name,
            'field-of-another-type',
            'belongs to another Type of this message; it is read nevertheless',
          );
        }
      },
    ],
  });
}
