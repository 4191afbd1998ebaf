import { ValidateBy } from 'class-validator';

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

/** How the text of an environment variable becomes a value. `parse` returns `undefined` for a wrong text. */
export interface SettingKind<T> {
  readonly expects: string;
  parse(text: string): T | undefined;
}

export interface SettingOptions {
  /** What the setting does, one sentence. */
  readonly about: string;
  /** The text used while the variable is unset; a setting with neither default nor `optional` is required. */
  readonly default?: string;
  readonly optional?: boolean;
  /** A secret's value is never repeated in an error. */
  readonly secret?: boolean;
}

/** Placeholder in a settings object for a wrong text, until the check reports it. */
export class UnreadableSetting {
  constructor(readonly text: string) {}
}

/** Placeholder in a settings object for a required variable that is not set. */
export class MissingSetting {}

interface DeclaredSetting extends SettingDescription {
  readonly kind: SettingKind<unknown>;
}

const declarations = new Map<object, DeclaredSetting[]>();

/**
 * Declares a property that is filled from the environment variable of the same name. The check runs in class-validator,
 * together with other decorators of the property.
 */
export function Setting<T>(kind: SettingKind<T>, options: SettingOptions): PropertyDecorator {
  return (prototype, property) => {
    const name = String(property);
    const declared: DeclaredSetting = {
      name,
      kind,
      about: options.about,
      expects: kind.expects,
      default: options.default,
      required: options.default === undefined && options.optional !== true,
      secret: options.secret === true,
    };
    declarations.set(prototype, [...(declarations.get(prototype) ?? []), declared]);
    ValidateBy({
      name: 'setting',
      validator: {
        validate: (value) => !(value instanceof UnreadableSetting || value instanceof MissingSetting),
        defaultMessage: (context) => explain(declared, context?.value),
      },
    })(prototype, property);
  };
}

/**
 * Demands that a setting is at least as large as another of its class. Reported together with all other wrong settings;
 * not where one of the two has no value that can be compared.
 *
 * @param because why, for the error
 */
export function AtLeast(other: string, because: string): PropertyDecorator {
  return (prototype, property) => {
    ValidateBy({
      name: 'atLeast',
      validator: {
        validate: (value, context) => {
          const least: unknown = Reflect.get(context?.object ?? {}, other);
          return typeof value !== 'number' || typeof least !== 'number' || value >= least;
        },
        defaultMessage: (context) => {
          const least: unknown = Reflect.get(context?.object ?? {}, other);
          return `is ${context?.value}, less than ${other}, which is ${String(least)}; ${because}`;
        },
      },
    })(prototype, property);
  };
}

/** The settings that a class declares, in the order of its source. */
export function settingsOf(settings: abstract new (...args: never[]) => object): readonly DeclaredSetting[] {
  return declarations.get(settings.prototype as object) ?? [];
}

function explain(setting: DeclaredSetting, value: unknown): string {
  const otherwise = setting.default === undefined ? '' : ` (default ${setting.default || 'none'})`;
  if (!(value instanceof UnreadableSetting)) return `is not set; it must be ${setting.expects}${otherwise}`;
  const shown = setting.secret ? 'has a value that cannot be used' : `is "${value.text}"`;
  return `${shown}; it must be ${setting.expects}${otherwise}`;
}
