import { settingsOf } from '#platform';
import { settingsOfSuite } from './all-settings.js';
import type { Environment } from './development-defaults.js';
import { processNames } from './service-processes.js';

/** The settings among these that nobody else may know. */
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
