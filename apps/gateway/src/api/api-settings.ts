import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';
import { readApiKeys } from './access/api-keys.js';

/** The settings of the internal API. */
export class ApiSettings implements ChecksItself {
  @Setting(kinds.text('an address of this host'), {
    about: 'Address that the internal API binds to.',
    default: '::',
  })
  readonly API_HOST!: string;

  @Setting(kinds.port, { about: 'Port of the internal API.', default: '8080' })
  readonly API_PORT!: number;

  @Setting(kinds.text('the path of a JSON file'), {
    about: 'Who may use the API: `[{ "name", "key" or "sha256", "scopes": ["*"] }]`.',
  })
  readonly API_KEYS_FILE!: string;

  @Setting(kinds.integer(1, 1_000_000), {
    about: 'Requests per minute and key that a replica accepts; more are refused with 429.',
    default: '6000',
  })
  readonly API_REQUESTS_PER_MINUTE!: number;

  /** What is wrong with the file of keys. */
  problems(): readonly SettingProblem[] {
    const { problems } = readApiKeys(this.API_KEYS_FILE);
    return problems.map((problem) => ({ setting: 'API_KEYS_FILE', problem }));
  }
}
