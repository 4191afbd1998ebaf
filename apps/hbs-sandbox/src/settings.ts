import { kinds, Setting, type SettingsClass } from '#platform';

const yesOrNo = {
  expects: 'true or false',
  parse: (value: string): boolean | undefined => ({ true: true, false: false })[value.trim()],
};

/** The double of HBS. */
export class SandboxSettings {
  @Setting(kinds.text('an address of this host'), {
    about: 'Address the sandbox binds to.',
    default: '127.0.0.1',
  })
  readonly SANDBOX_HOST!: string;

  @Setting(kinds.port, {
    about: 'Port by which `npm run sandbox` tells the sandbox what to do.',
    default: '8090',
  })
  readonly SANDBOX_CONTROL_PORT!: number;

  @Setting(kinds.port, {
    about: 'Port on which the sandbox is called as HBS, over mutual TLS.',
    default: '8444',
  })
  readonly SANDBOX_HBS_PORT!: number;

  @Setting(kinds.list(kinds.text('a ProviderID'), 'ProviderIDs separated by commas, such as DE-EMP'), {
    about: 'ProviderIDs that the sandbox knows as partners, compared as text; `npm start` passes ours.',
    default: 'DE-EMP',
  })
  readonly SANDBOX_PROVIDER_IDS!: readonly string[];

  @Setting(yesOrNo, {
    about: 'Whether calls beyond HBS’s limits are answered 429; they are counted either way.',
    default: 'true',
  })
  readonly SANDBOX_ENFORCE_LIMITS!: boolean;

  @Setting(kinds.duration, {
    about: 'How long a virtual charging station charges unless somebody stops it.',
    default: 'PT10S',
  })
  readonly SANDBOX_CHARGE_DURATION!: number;

  @Setting(kinds.integer(1, 100_000), {
    about:
      'How many times faster than at 11 kW energy flows at virtual charging stations. Times stay true: above 1, records have the finding `energy-exceeds-power`.',
    default: '1',
  })
  readonly SANDBOX_TIME_LAPSE!: number;

  @Setting(kinds.duration, {
    about:
      'How long operators take to answer remote starts, stops and reservations; real ones take up to 40 s.',
    default: 'PT1S',
  })
  readonly SANDBOX_OPERATOR_DELAY!: number;

  @Setting(kinds.duration, {
    about:
      'How long HBS waits for an operator; later its yes means a charge in a session that HBS has dropped.',
    default: 'PT40S',
  })
  readonly SANDBOX_OPERATOR_TIMEOUT!: number;

  @Setting(kinds.url(['https'], 'https://localhost:8443'), {
    about: 'The edge that the sandbox calls as HBS: what would be set in Hubject’s portal.',
    default: 'https://localhost:8443',
  })
  readonly SANDBOX_EDGE_URL!: string;

  @Setting(kinds.text('a folder'), {
    about: 'Folder of the sandbox’s certificates; they are made where they are missing.',
    default: '.data/certificates',
  })
  readonly SANDBOX_CERTIFICATES_DIR!: string;

  @Setting(kinds.integer(0, 1_000_000), {
    about: 'Charging points of the generated network.',
    default: '20000',
  })
  readonly SANDBOX_EVSES!: number;

  @Setting(kinds.integer(0, 2_147_483_647), {
    about: 'What the network is generated from: the same seed makes the same network.',
    default: '1',
  })
  readonly SANDBOX_SEED!: number;

  @Setting(kinds.text('the path of a file of JSON, plain or packed by gzip'), {
    about: 'Charging points in the shape of the Swiss feed (`EVSEData`), instead of generated ones.',
    optional: true,
  })
  readonly SANDBOX_DATA_FILE?: string;

  @Setting(kinds.text('the path of a file of JSON, plain or packed by gzip'), {
    about:
      'Statuses in the shape of the Swiss feed (`EVSEStatuses`), instead of generated ones; they stay as they are.',
    optional: true,
  })
  readonly SANDBOX_STATUS_FILE?: string;

  @Setting(kinds.share, {
    about:
      'Share of the charging points whose generated status changes within a minute; 0.004 is as in the field.',
    default: '0.004',
  })
  readonly SANDBOX_STATUS_CHANGES_PER_MINUTE!: number;
}

export const sandboxSettings: readonly SettingsClass[] = [SandboxSettings];
