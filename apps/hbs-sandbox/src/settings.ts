import { kinds, Setting, type SettingsClass } from '#platform';

const yesOrNo = kinds.parsed((text) => ({ true: true, false: false })[text.trim()], 'true or false');

/** The settings of the sandbox. */
export class SandboxSettings {
  @Setting(kinds.text('an address of this host'), {
    about: 'Address on which the sandbox listens.',
    default: '127.0.0.1',
  })
  readonly SANDBOX_HOST!: string;

  @Setting(kinds.port, {
    about: 'Port of the control API, which `npm run sandbox` calls.',
    default: '8090',
  })
  readonly SANDBOX_CONTROL_PORT!: number;

  @Setting(kinds.port, {
    about: 'Port on which the sandbox serves as HBS, over mutual TLS.',
    default: '8444',
  })
  readonly SANDBOX_HBS_PORT!: number;

  @Setting(kinds.list(kinds.text('a ProviderID'), 'ProviderIDs separated by commas, such as DE-EMP'), {
    about: 'ProviderIDs that the sandbox accepts as partners, compared as text; `npm start` passes ours.',
    default: 'DE-EMP',
  })
  readonly SANDBOX_PROVIDER_IDS!: readonly string[];

  @Setting(yesOrNo, {
    about: 'Whether calls beyond the limits of HBS are answered with 429; they are counted either way.',
    default: 'true',
  })
  readonly SANDBOX_ENFORCE_LIMITS!: boolean;

  @Setting(kinds.duration, {
    about: 'How long a virtual charging station charges unless the charge is stopped earlier.',
    default: 'PT10S',
  })
  readonly SANDBOX_CHARGE_DURATION!: number;

  @Setting(kinds.integer(1, 100_000), {
    about:
      'How many times more energy than 11 kW gives virtual charging stations deliver. Times stay real, so above 1 the records have the finding `energy-exceeds-power`.',
    default: '1',
  })
  readonly SANDBOX_TIME_LAPSE!: number;

  @Setting(kinds.duration, {
    about: 'Delay of an operator’s answer to a remote start, stop or reservation; real ones take up to 40 s.',
    default: 'PT1S',
  })
  readonly SANDBOX_OPERATOR_DELAY!: number;

  @Setting(kinds.duration, {
    about: 'How long HBS waits for an operator. A later start is a charge in a session that HBS has dropped.',
    default: 'PT40S',
  })
  readonly SANDBOX_OPERATOR_TIMEOUT!: number;

  @Setting(kinds.url(['https'], 'https://localhost:8443'), {
    about: 'URL of the edge that the sandbox calls as HBS, like the one set in Hubject’s portal.',
    default: 'https://localhost:8443',
  })
  readonly SANDBOX_EDGE_URL!: string;

  @Setting(kinds.text('a folder'), {
    about: 'Folder of the sandbox’s certificates; missing ones are created.',
    default: '.data/certificates',
  })
  readonly SANDBOX_CERTIFICATES_DIR!: string;

  @Setting(kinds.integer(0, 1_000_000), {
    about: 'Number of charging points in the generated network.',
    default: '20000',
  })
  readonly SANDBOX_EVSES!: number;

  @Setting(kinds.integer(0, 2_147_483_647), {
    about: 'Seed of the generated network: the same seed generates the same network.',
    default: '1',
  })
  readonly SANDBOX_SEED!: number;

  @Setting(kinds.text('the path of a JSON file, plain or compressed with gzip'), {
    about: 'File of charging points in the format of the Swiss feed (`EVSEData`), instead of generated ones.',
    optional: true,
  })
  readonly SANDBOX_DATA_FILE?: string;

  @Setting(kinds.text('the path of a JSON file, plain or compressed with gzip'), {
    about:
      'File of statuses in the format of the Swiss feed (`EVSEStatuses`), instead of generated ones; they do not change.',
    optional: true,
  })
  readonly SANDBOX_STATUS_FILE?: string;

  @Setting(kinds.share, {
    about:
      'Share of the charging points whose generated status changes within a minute; 0.004 is as in real networks.',
    default: '0.004',
  })
  readonly SANDBOX_STATUS_CHANGES_PER_MINUTE!: number;
}

/** The settings that the sandbox reads from its environment. */
export const sandboxSettings: readonly SettingsClass[] = [SandboxSettings];
