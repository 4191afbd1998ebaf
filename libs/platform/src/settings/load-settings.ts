import { validateSync } from 'class-validator';
import { MissingSetting, settingsOf, UnreadableSetting } from './setting.js';
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
  const loaded = classes.map((each) => fill(new each(), each, environment));
  const problems = loaded.flatMap((each) => problemsOf(each));
  const distinct = [...new Map(problems.map((each) => [`${each.setting}: ${each.problem}`, each])).values()];
  if (distinct.length > 0) throw new SettingsError(distinct);
  return loaded as InstancesOf<C>;
}

function fill<T extends object>(target: T, settings: SettingsClass<T>, environment: NodeJS.ProcessEnv): T {
  for (const { name, kind, default: otherwise, required } of settingsOf(settings)) {
    const text = environment[name] || otherwise;
    Reflect.set(target, name, text === undefined ? absent(required) : read(kind.parse(text), text));
  }
  return target;
}

function absent(required: boolean): MissingSetting | undefined {
  return required ? new MissingSetting() : undefined;
}

function read(value: unknown, text: string): unknown {
  return value === undefined ? new UnreadableSetting(text) : value;
}

function problemsOf(settings: object): readonly SettingProblem[] {
  const unreadable = validateSync(settings, { forbidUnknownValues: false }).map((error) => ({
    setting: error.property,
    problem: Object.values(error.constraints ?? {}).join('; '),
  }));
  if (unreadable.length > 0 || !checksItself(settings)) return unreadable;
  return settings.problems();
}

function checksItself(settings: object): settings is ChecksItself {
  return 'problems' in settings && typeof settings.problems === 'function';
}
