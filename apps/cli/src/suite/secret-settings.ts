import { settingsOf } from '#platform';
import { settingsOfSuite } from './all-settings.js';
import type { Environment } from './development-defaults.js';
import { processNames } from './process-names.js';

/** Those of the given settings that are secret. */
export function secretSettings(environment: Environment): Environment {
  const secrets = settingsOfSuite(processNames)
    .flatMap((each) => settingsOf(each))
    .filter(({ secret }) => secret);
  const given = secrets.flatMap(({ name }) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
