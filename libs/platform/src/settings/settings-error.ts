import { CodedError } from '../coded-error.js';

/** What is wrong with one setting. */
export interface SettingProblem {
  /** Name of the setting. */
  readonly setting: string;
  /** Completes "SETTING …": what is wrong and what would be right. */
  readonly problem: string;
}

/** The process cannot start with its settings. Names every wrong one at once. */
export class SettingsError extends CodedError {
  readonly code = 'SETTINGS_WRONG';

  constructor(readonly problems: readonly SettingProblem[]) {
    super(describe(problems));
  }
}

function describe(problems: readonly SettingProblem[]): string {
  const width = Math.max(...problems.map(({ setting }) => setting.length));
  const lines = problems.map(({ setting, problem }) => `  ${setting.padEnd(width)}  ${problem}`);
  const count = problems.length === 1 ? 'A setting is' : `${problems.length} settings are`;
  return [`${count} wrong:`, ...lines, 'docs/settings.md and .env.example describe every setting.'].join(
    '\n',
  );
}
