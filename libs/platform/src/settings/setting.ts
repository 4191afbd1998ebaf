import type { z } from 'zod';

/** One environment variable, as the documentation and the error for a wrong value describe it. */
export interface SettingDescription {
  /** The variable's name. */
  readonly name: string;
  /** What it does, one sentence. */
  readonly about: string;
  /** What a right value looks like, completing the sentence "it must be …". */
  readonly expects: string;
  /** The text used while the variable is unset. */
  readonly default: string | undefined;
  /** Whether a deployment must set it. */
  readonly required: boolean;
  /** Whether its value is never shown. */
  readonly secret: boolean;
}

/** How the text of an environment variable becomes a value; the schema's description is what a right value looks like. */
export type SettingKind<T> = z.ZodType<T, string>;

export interface SettingOptions {
  /** What the setting does, one sentence. */
  readonly about: string;
  /** The text used while the variable is unset; a setting with neither default nor `optional` is required. */
  readonly default?: string;
  readonly optional?: boolean;
  /** A secret's value is never repeated in an error. */
  readonly secret?: boolean;
}

/** Another setting of the class that a setting must not be less than. */
interface LeastSetting {
  readonly setting: string;
  /** Why, for the error. */
  readonly because: string;
}

/** A setting as its class declares it. */
export interface DeclaredSetting extends SettingDescription {
  readonly kind: SettingKind<unknown>;
  /** Set by {@link AtLeast}, which runs after {@link Setting}. */
  least?: LeastSetting;
}

/** Decorates a property; one whose type does not fit `T` does not compile. */
export type SettingDecorator<T> = <K extends string>(
  prototype: { readonly [N in K]?: T },
  property: K,
) => void;

const declarations = new Map<object, DeclaredSetting[]>();

/** Declares a property that is filled from the environment variable of the same name. */
export function Setting<T>(kind: SettingKind<T>, options: SettingOptions): SettingDecorator<T> {
  return (prototype, property) => {
    const { about, default: otherwise, optional = false, secret = false } = options;
    const declared: DeclaredSetting = {
      name: property,
      kind,
      about,
      expects: kind.description ?? '',
      default: otherwise,
      required: otherwise === undefined && !optional,
      secret,
    };
    declarations.set(prototype, [...(declarations.get(prototype) ?? []), declared]);
  };
}

/**
 * Demands that a setting is at least as large as another of its class. Reported together with all other wrong settings;
 * not where one of the two has no value that can be compared. Above `@Setting`.
 *
 * @param because why, for the error
 */
export function AtLeast(other: string, because: string): SettingDecorator<number> {
  return (prototype, property) => {
    const declared = declarations.get(prototype)?.find(({ name }) => name === property);
    if (!declared) throw new Error(`@AtLeast of ${property} must be above its @Setting`);
    declared.least = { setting: other, because };
  };
}

/** The settings that a class declares, in the order of its source. */
export function settingsOf(settings: abstract new (...args: never[]) => object): readonly DeclaredSetting[] {
  return declarations.get(settings.prototype as object) ?? [];
}
