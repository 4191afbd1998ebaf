import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallCount, FaultOrder } from '../../../apps/hbs-sandbox/src/control-api.js';
import { pageKills, type PageKill, type PageVictim } from './page-kills.js';
import { PulledNetwork, type Compared, type StoredRun } from './pulled-network.js';
import { seededRandom } from './seeded-random.js';
import type { SoakReport } from './soak-report.js';
import { keepLogsOnFailure, startSoakSuite, type SoakSuite } from './soak-suite.js';

export interface ReplicaSoak {
  readonly seed: number;
  /** Charging points of the network. */
  readonly evses: number;
  readonly pageSize: number;
  /** Delay of each page at HBS: a pull of few small pages would end before the first kill. */
  readonly pageDelayMs: number;
  /** Who is killed, and how often each. */
  readonly victims: readonly PageVictim[];
  readonly kills: number;
  /** How long the pull may take. */
  readonly withinMs: number;
}

const LOOK_EVERY_MS = 50;
const SAY_EVERY_MS = 10_000;
/** Pages that are lost with a process and requested again: those being written and received. */
const LOST_PER_KILL = 3;
const ALLOWED_PER_MINUTE = 25;
const EVERY_CALL = 1_000_000;

/**
 * The first full pull, while processes die by SIGKILL at pages of the seed. At the end it compares the replica with the
 * network, and the calls with what HBS allows, by HBS's own count.
 *
 * @throws {NoRoomForPageKillsError} before anything is started
 */
export async function runReplicaSoak(soak: ReplicaSoak, say: (line: string) => void): Promise<SoakReport> {
  const { seed, evses, pageSize, pageDelayMs, withinMs } = soak;
  const plan = pageKills(seededRandom(seed), { ...soak, pages: Math.ceil(evses / pageSize) });
  const running = await startSoakSuite(
    {
      SANDBOX_EVSES: String(evses),
      SANDBOX_SEED: String(seed),
      SYNC_PAGE_SIZE: String(pageSize),
      SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
      SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
    },
    say,
    async (sandbox) => {
      if (pageDelayMs > 0) await sandbox.order(delayEveryPage(pageDelayMs));
    },
  );
  return await keepLogsOnFailure(running, say, async () => {
    const replica = new PulledNetwork(running.suite.environment['DATABASE_URL'] ?? '');
    const until = AbortSignal.timeout(withinMs);
    const began = performance.now();
    const killed = await executePlan(plan, running, replica, until, say);
    const runs = await untilEnded(replica, until, say);
    const seconds = Math.round((performance.now() - began) / 1_000);
    say('Comparing the replica with the network …');
    const compared = await replica.compare(seed, evses);
    const { pullEvseData: calls } = await running.sandbox.calls();
    return reportOf({ soak, plan, killed, runs, seconds, compared, calls, givenUp: running.givenUp });
  });
}

function delayEveryPage(delayMs: number): FaultOrder {
  return { operation: 'pullEvseData', kind: 'late', delayMs, times: EVERY_CALL };
}

/** @returns how many processes were killed during the pull */
async function executePlan(
  plan: readonly PageKill[],
  { suite }: SoakSuite,
  replica: PulledNetwork,
  until: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  let killed = 0;
  for (const { victim, atPage } of plan) {
    const run = await pollFirstRun(replica, until, (first) => first.counts.pages >= atPage || isOver(first));
    if (!run || isOver(run)) return killed;
    const process = suite.supervisor.process(victim);
    await process.untilReady();
    const died = once(process, 'died');
    process.signal('SIGKILL');
    await died;
    killed += 1;
    say(`killed ${victim} when ${run.counts.pages} of ${run.counts.totalPages ?? '?'} pages were stored`);
  }
  return killed;
}

/** @returns the runs, once the first has ended */
async function untilEnded(
  replica: PulledNetwork,
  until: AbortSignal,
  say: (line: string) => void,
): Promise<readonly StoredRun[]> {
  let said = performance.now();
  await pollFirstRun(replica, until, (first) => {
    if (performance.now() - said >= SAY_EVERY_MS) {
      said = performance.now();
      say(`${first.counts.pages} of ${first.counts.totalPages ?? '?'} pages`);
    }
    return isOver(first);
  });
  return await replica.runs();
}

/** Polls the first run until it meets a condition; `undefined` when the time is over. */
async function pollFirstRun(
  replica: PulledNetwork,
  until: AbortSignal,
  condition: (first: StoredRun) => boolean,
): Promise<StoredRun | undefined> {
  while (!until.aborted) {
    // A database that is down is queried again.
    const [first] = await replica.runs().catch(() => []);
    if (first && condition(first)) return first;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

function isOver({ state }: StoredRun): boolean {
  return state !== 'queued' && state !== 'running';
}

interface PullFindings {
  readonly soak: ReplicaSoak;
  readonly plan: readonly PageKill[];
  readonly killed: number;
  readonly runs: readonly StoredRun[];
  readonly seconds: number;
  readonly compared: Compared;
  readonly calls: CallCount | undefined;
  readonly givenUp: readonly string[];
}

function reportOf({ soak, plan, killed, runs, seconds, compared, calls, givenUp }: PullFindings): SoakReport {
  const [run] = runs;
  const pages = Math.ceil(compared.network / soak.pageSize);
  const { missing, different, unreadable } = compared;
  const { calls: asked = 0, worstWindow = 0, violations = 0 } = calls ?? {};
  const mostAsked = pages + LOST_PER_KILL * plan.length;
  const checks: readonly (readonly [holds: boolean, problem: string])[] = [
    [givenUp.length === 0, `given up: ${givenUp.join(', ')}`],
    [killed === plan.length, `${killed} of ${plan.length} kills met the pull`],
    [run?.state === 'succeeded', `the pull is ${run?.state}: ${JSON.stringify(run?.reasons)}`],
    [runs.length === 1, `${runs.length} runs instead of one that resumes`],
    [run?.counts.pages === pages, `${run?.counts.pages} pages were written, each once would be ${pages}`],
    [
      compared.network === soak.evses,
      `the network has ${compared.network} charging points instead of ${soak.evses}`,
    ],
    [missing.length === 0, `${missing.length} are missing: ${sample(missing)}`],
    [different.length === 0, `${different.length} differ in the replica: ${sample(different)}`],
    [
      compared.replica + unreadable + missing.length === compared.network,
      `the replica has ${compared.replica} charging points`,
    ],
    [
      run?.counts.quarantined === unreadable,
      `${run?.counts.quarantined} records were quarantined instead of ${unreadable}`,
    ],
    [
      asked <= mostAsked,
      `HBS was asked for ${asked} pages: the pull did not resume where it was (${mostAsked} at most)`,
    ],
    [
      worstWindow <= ALLOWED_PER_MINUTE && violations === 0,
      `HBS was asked ${worstWindow} times within 60 s, and refused ${violations}`,
    ],
  ];
  return {
    rows: [
      ['processes killed', killed],
      ['charging points in the network', compared.network],
      ['  in the replica', compared.replica],
      ['  without an EvseID, quarantined', unreadable],
      ['pages', pages],
      ['calls for pages, by the count of HBS', asked],
      ['  most within any 60 s', worstWindow],
      ['seconds of the pull', seconds],
    ],
    problems: checks.filter(([holds]) => !holds).map(([, problem]) => problem),
  };
}

function sample(keys: readonly string[]): string {
  return `${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}
