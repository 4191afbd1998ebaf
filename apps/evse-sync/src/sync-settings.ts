import { Cron } from 'croner';
import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';
import { parseLooseOperatorId } from '#oicp';

const CRON = 'a cron expression in UTC, such as "17 3 * * *"';
const parseCron = (text: string): string | undefined =>
  nextOf(text) === undefined ? undefined : text.trim();
const cron = kinds.parsed(parseCron, CRON);
const cronOrOff = kinds.parsed(
  (text) => (text.trim() === 'off' ? 'off' : parseCron(text)),
  `${CRON}, or off`,
);

const operatorId = kinds.parsed(
  (text) => parseLooseOperatorId(text)?.text.toUpperCase(),
  'an OperatorID such as DE*ABC',
);

const countryCode = kinds.parsed(
  (text) => (/^\s*[A-Z]{3}\s*$/i.test(text) ? text.trim().toUpperCase() : undefined),
  'a country code of three letters such as DEU',
);

/** HBS allows six PullEVSEStatus calls a minute; a shorter interval leaves none for other callers. */
const SHORTEST_STATUS_INTERVAL = 20_000;

/** Which part of the network is pulled, and how often. */
export class SyncSettings implements ChecksItself {
  @Setting(cron, {
    about:
      'When all EVSE records are pulled, as a cron expression in UTC. An empty replica is filled at the first start.',
    default: '17 3 * * *',
  })
  readonly SYNC_EVSE_DATA_CRON!: string;

  @Setting(kinds.duration, {
    about: 'How often the EVSE records changed since the last pull are pulled; PT0S: only on request.',
    default: 'PT30M',
  })
  readonly SYNC_EVSE_DELTA_INTERVAL!: number;

  @Setting(kinds.duration, {
    about: 'How often the status of all EVSEs is pulled; PT0S: only on request.',
    default: 'PT3M',
  })
  readonly SYNC_EVSE_STATUS_INTERVAL!: number;

  @Setting(cronOrOff, {
    about:
      'When the prices of all operators are pulled, as a cron expression in UTC; off: only on request. The first pull follows the first full pull of EVSE records.',
    default: '47 3 * * *',
  })
  readonly SYNC_PRICING_CRON!: string;

  @Setting(kinds.list(operatorId, 'OperatorIDs such as DE*ABC, separated by commas'), {
    about:
      'OperatorIDs whose EVSEs are stored; empty: those of all operators. Not together with SYNC_COUNTRY_CODES.',
    default: '',
  })
  readonly SYNC_OPERATOR_IDS!: readonly string[];

  @Setting(kinds.list(countryCode, 'country codes of three letters such as DEU, separated by commas'), {
    about:
      'Countries whose EVSEs are stored; empty: those of all countries. Not together with SYNC_OPERATOR_IDS.',
    default: '',
  })
  readonly SYNC_COUNTRY_CODES!: readonly string[];

  @Setting(kinds.share, {
    about:
      'Largest share of EVSEs (or statuses) that one pull may remove; a pull that would remove more removes none.',
    default: '0.05',
  })
  readonly SYNC_MAX_DELETE_SHARE!: number;

  @Setting(kinds.integer(1, 2_000), {
    about: 'EVSE records requested per page.',
    default: '2000',
  })
  readonly SYNC_PAGE_SIZE!: number;

  @Setting(kinds.integer(1, 20), {
    about: 'Attempts at a page before the pull continues without it.',
    default: '5',
  })
  readonly SYNC_PAGE_ATTEMPTS!: number;

  @Setting(kinds.duration, {
    about: 'Delay before the second attempt at a page; each further delay is twice as long.',
    default: 'PT2S',
  })
  readonly SYNC_RETRY_DELAY!: number;

  /** Checks settings against each other. HBS refuses requests with both filters (Hubject’s article for EMPs). */
  problems(): readonly SettingProblem[] {
    const problems: SettingProblem[] = [];
    if (this.SYNC_OPERATOR_IDS.length > 0 && this.SYNC_COUNTRY_CODES.length > 0) {
      problems.push({
        setting: 'SYNC_COUNTRY_CODES',
        problem:
          'is set together with SYNC_OPERATOR_IDS, but HBS accepts only one of the two filters; unset one',
      });
    }
    const interval = this.SYNC_EVSE_STATUS_INTERVAL;
    if (interval > 0 && interval < SHORTEST_STATUS_INTERVAL) {
      problems.push({
        setting: 'SYNC_EVSE_STATUS_INTERVAL',
        problem: 'is below PT20S; HBS allows six such calls a minute and recommends PT2M to PT3M',
      });
    }
    return problems;
  }
}

/** The next moment of a cron expression in UTC; `undefined` if it is not a cron expression or has no next moment. */
export function nextOf(expression: string, after: Date = new Date()): Date | undefined {
  try {
    return new Cron(expression.trim(), { timezone: 'UTC', paused: true }).nextRun(after) ?? undefined;
  } catch {
    return undefined; // not a cron expression: the error of the setting says so
  }
}
