import { settingsOf, type DeclaredSetting } from './setting.js';
import { SettingsError, type SettingProblem } from './settings-error.js';

/** A class whose properties are declared with `@Setting`. */
export type SettingsClass<T extends object = object> = new () => T;

/** A settings class that also checks its settings together, such as the files they name or pairs that must fit. */
export interface ChecksItself {
  /** Called once every single setting is readable. */
  problems(): readonly SettingProblem[];
}

type InstancesOf<C extends readonly SettingsClass[]> = { -readonly [K in keyof C]: InstanceType<C[K]> };

/**
 * Reads settings classes from environment variables. An empty variable counts as unset.
 *
 * @throws {SettingsError} with every wrong setting of every class, never only the first.
 */
export function loadSettings<const C extends readonly SettingsClass[]>(
  classes: C,
  environment: NodeJS.ProcessEnv,
): InstancesOf<C> {
  const loaded = classes.map((each) => load(each, environment));
  const problems = loaded.flatMap((each) => each.problems);
  const distinct = [...new Map(problems.map((each) => [`${each.setting}: ${each.problem}`, each])).values()];
  if (distinct.length > 0) throw new SettingsError(distinct);
  return loaded.map(({ settings }) => settings) as InstancesOf<C>;
}

interface Loaded {
  readonly settings: object;
  readonly problems: readonly SettingProblem[];
}

function load(settingsClass: SettingsClass, environment: NodeJS.ProcessEnv): Loaded {
  const settings = new settingsClass();
  const declared = settingsOf(settingsClass);
  const unreadable = new Map<DeclaredSetting, string>();
  for (const setting of declared) {
    const text = environment[setting.name] || setting.default;
    const read = text === undefined ? undefined : setting.kind.safeParse(text);
    if (read?.success === true) Reflect.set(settings, setting.name, read.data);
    else if (read !== undefined || setting.required) unreadable.set(setting, describeWrong(setting, text));
  }
  const problems = declared.flatMap((setting) => {
    const problem = unreadable.get(setting) ?? compareWithLeast(setting, settings);
    return problem === undefined ? [] : [{ setting: setting.name, problem }];
  });
  return {
    settings,
    problems: problems.length === 0 && checksItself(settings) ? settings.problems() : problems,
  };
}

function describeWrong({ default: otherwise, expects, secret }: DeclaredSetting, text?: string): string {
  const shown =
    text === undefined ? 'is not set' : secret ? 'has a value that cannot be used' : `is "${text}"`;
  return `${shown}; it must be ${expects}${otherwise === undefined ? '' : ` (default ${otherwise || 'none'})`}`;
}

function compareWithLeast({ name, least }: DeclaredSetting, settings: object): string | undefined {
  if (least === undefined) return undefined;
  const value: unknown = Reflect.get(settings, name);
  const other: unknown = Reflect.get(settings, least.setting);
  if (typeof value !== 'number' || typeof other !== 'number' || value >= other) return undefined;
  return `is ${value}, less than ${least.setting}, which is ${other}; ${least.because}`;
}

function checksItself(settings: object): settings is ChecksItself {
  return 'problems' in settings && typeof settings.problems === 'function';
}
