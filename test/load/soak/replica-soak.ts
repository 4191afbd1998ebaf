import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallCount } from '../../../apps/hbs-sandbox/src/calls/call-ledger.js';
import type { FaultOrder } from '../../../apps/hbs-sandbox/src/faults/fault.js';
import { pageKills, type PageKill, type PageVictim } from './page-kills.js';
import { PulledNetwork, type Compared, type StoredRun } from './pulled-network.js';
import { seededRandom } from './random.js';
import type { SoakReport } from './soak-report.js';
import { keptWhereItFails, startSoakSuite, type SoakSuite } from './soak-suite.js';

export interface ReplicaSoak {
  readonly seed: number;
  /** Charging points of the network. */
  readonly evses: number;
  readonly pageSize: number;
  /** How long HBS takes for a page beside the making of it: few small ones would be over before anybody dies. */
  readonly pageDelayMs: number;
  /** Who is killed, and how often each. */
  readonly victims: readonly PageVictim[];
  readonly kills: number;
  /** How long the pull may take. */
  readonly withinMs: number;
}

const LOOK_EVERY_MS = 50;
const SAY_EVERY_MS = 10_000;
/** Pages that were asked for and are lost with a process: the one that is written and the one that comes. */
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
      if (pageDelayMs > 0) await sandbox.order(everyPageLate(pageDelayMs));
    },
  );
  return await keptWhereItFails(running, say, async () => {
    const replica = new PulledNetwork(running.suite.environment['DATABASE_URL'] ?? '');
    const until = AbortSignal.timeout(withinMs);
    const began = performance.now();
    const killed = await carryOut(plan, running, replica, until, say);
    const runs = await ended(replica, until, say);
    const seconds = Math.round((performance.now() - began) / 1_000);
    say('Comparing the replica with the network …');
    const compared = await replica.compare(seed, evses);
    const { pullEvseData: calls } = await running.sandbox.calls();
    return reportOf({ soak, plan, killed, runs, seconds, compared, calls, givenUp: running.givenUp });
  });
}

function everyPageLate(delayMs: number): FaultOrder {
  return { operation: 'pullEvseData', kind: 'late', delayMs, times: EVERY_CALL };
}

/** @returns how many processes were killed while the pull was under way */
async function carryOut(
  plan: readonly PageKill[],
  { suite }: SoakSuite,
  replica: PulledNetwork,
  until: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  let killed = 0;
  for (const { victim, atPage } of plan) {
    const run = await look(replica, until, (first) => first.counts.pages >= atPage || isOver(first));
    if (!run || isOver(run)) return killed;
    const process = suite.supervisor.process(victim);
    await process.untilReady();
    const died = once(process, 'died');
    process.signal('SIGKILL');
    await died;
    killed += 1;
    say(`killed ${victim} when ${run.counts.pages} of ${run.counts.totalPages ?? '?'} pages were there`);
  }
  return killed;
}

/** @returns the runs there were, once none is under way */
async function ended(
  replica: PulledNetwork,
  until: AbortSignal,
  say: (line: string) => void,
): Promise<readonly StoredRun[]> {
  let said = performance.now();
  await look(replica, until, (first) => {
    if (performance.now() - said >= SAY_EVERY_MS) {
      said = performance.now();
      say(`${first.counts.pages} of ${first.counts.totalPages ?? '?'} pages`);
    }
    return isOver(first);
  });
  return await replica.runs();
}

/** Looks at the first run until it meets a condition; `undefined` when the time is over. */
async function look(
  replica: PulledNetwork,
  until: AbortSignal,
  condition: (first: StoredRun) => boolean,
): Promise<StoredRun | undefined> {
  while (!until.aborted) {
    // The database that is just dead is asked again.
    const [first] = await replica.runs().catch(() => []);
    if (first && condition(first)) return first;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

function isOver({ state }: StoredRun): boolean {
  return state !== 'queued' && state !== 'running';
}

interface Found {
  readonly soak: ReplicaSoak;
  readonly plan: readonly PageKill[];
  readonly killed: number;
  readonly runs: readonly StoredRun[];
  readonly seconds: number;
  readonly compared: Compared;
  readonly calls: CallCount | undefined;
  readonly givenUp: readonly string[];
}

function reportOf({ soak, plan, killed, runs, seconds, compared, calls, givenUp }: Found): SoakReport {
  const [run] = runs;
  const pages = Math.ceil(compared.network / soak.pageSize);
  const { missing, different, unreadable } = compared;
  const { calls: asked = 0, worstWindow = 0, violations = 0 } = calls ?? {};
  const mostAsked = pages + LOST_PER_KILL * plan.length;
  const checks: readonly (readonly [holds: boolean, problem: string])[] = [
    [givenUp.length === 0, `given up: ${givenUp.join(', ')}`],
    [killed === plan.length, `${killed} of ${plan.length} kills met the pull`],
    [run?.state === 'succeeded', `the pull is ${run?.state}: ${JSON.stringify(run?.reasons)}`],
    [runs.length === 1, `${runs.length} runs instead of one that goes on`],
    [run?.counts.pages === pages, `${run?.counts.pages} pages were written, each once would be ${pages}`],
    [
      compared.network === soak.evses,
      `the network has ${compared.network} charging points instead of ${soak.evses}`,
    ],
    [missing.length === 0, `${missing.length} are missing: ${sample(missing)}`],
    [different.length === 0, `${different.length} are otherwise in the replica: ${sample(different)}`],
    [
      compared.replica + unreadable + missing.length === compared.network,
      `the replica has ${compared.replica} charging points`,
    ],
    [
      run?.counts.quarantined === unreadable,
      `${run?.counts.quarantined} records were put aside instead of ${unreadable}`,
    ],
    [
      asked <= mostAsked,
      `HBS was asked for ${asked} pages: it did not go on where it was (${mostAsked} at most)`,
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
      ['  without an EvseID, put aside', unreadable],
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
