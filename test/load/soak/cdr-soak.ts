import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sessionIdKey } from '#oicp';
import { cdrSoakReport, type CdrSoakReport } from './cdr-soak-report.js';
import { startCdrSuite, type CdrSuite } from './cdr-suite.js';
import { killPlan, type Kill } from './kill-plan.js';
import { seededRandom } from './seeded-random.js';
import { keepLogsOnFailure } from './soak-suite.js';

export interface CdrSoak {
  readonly seed: number;
  readonly count: number;
  readonly ratePerSecond: number;
  /** How often gateway, cdr, RabbitMQ and PostgreSQL are killed, each. */
  readonly kills: number;
  /** An ISO 8601 duration. */
  readonly reconcileEvery: string;
  /** How long the queues may take to become empty after the sending, and the reconciliation to end after that. */
  readonly restWithinMs: number;
}

const SAY_EVERY_MS = 10_000;

/**
 * Charge detail records at a steady rate while processes die by SIGKILL at moments of the seed. At the end it compares
 * our answers to HBS with what is stored and what was published.
 *
 * @throws {NoRoomForKillsError} before anything is started
 */
export async function runCdrSoak(soak: CdrSoak, say: (line: string) => void): Promise<CdrSoakReport> {
  const { seed, count, ratePerSecond, kills, reconcileEvery } = soak;
  const plan = killPlan(seededRandom(seed), kills, (count / ratePerSecond) * 1_000);
  const running = await startCdrSuite(reconcileEvery, say);
  return await keepLogsOnFailure(running, say, async () => {
    const killed = executePlan(plan, running, say);
    await running.sandbox.send({ count, ratePerSecond, seed: String(seed) });
    await untilSent(running, say);
    return await compareAtRest(running, soak, await killed, say);
  });
}

/** @returns how many processes were killed */
async function executePlan(
  plan: readonly Kill[],
  { suite }: CdrSuite,
  say: (line: string) => void,
): Promise<number> {
  const began = performance.now();
  const passed = (): number => performance.now() - began;
  const killed = await Promise.all(
    plan.map(async ({ victim, atMs }) => {
      await sleep(atMs);
      const process = suite.supervisor.process(victim);
      // A process that is starting has no work that could be lost.
      await process.untilReady().catch(() => {});
      if (process.state !== 'ready') return 0;
      const died = once(process, 'died');
      process.signal('SIGKILL');
      await died;
      say(`${(passed() / 1_000).toFixed(1)} s: killed ${victim}`);
      return 1;
    }),
  );
  return killed.filter((each) => each === 1).length;
}

/** Ends in any case: the sandbox gives up each record after 30 s. */
async function untilSent({ sandbox }: CdrSuite, say: (line: string) => void): Promise<void> {
  for (let said = performance.now(); ;) {
    const { sending, counts } = await sandbox.counts();
    if (sending === 0) return;
    if (performance.now() - said >= SAY_EVERY_MS) {
      said += SAY_EVERY_MS;
      say(`${counts.sent} sent, ${counts.acknowledged} acknowledged; ${sending} to come`);
    }
    await sleep(250);
  }
}

/** Waits until every record is stored, reconciled and published, or the time is over, and compares. */
async function compareAtRest(
  running: CdrSuite,
  { restWithinMs }: CdrSoak,
  killed: number,
  say: (line: string) => void,
): Promise<CdrSoakReport> {
  const { sandbox, stored, witness } = running;
  const sentAt = new Date();
  const { sessions } = await sandbox.cdrs();
  const acknowledged = sessions.acknowledged.map(sessionIdKey);
  say(`All are sent, ${acknowledged.length} of them acknowledged. Waiting for the queues …`);
  const queues = AbortSignal.timeout(restWithinMs);
  // By the edge, not because reconciliation has pulled a lost one.
  const areStored = async (): Promise<boolean> => {
    const here = new Set((await stored.all()).filter(({ forwarded }) => forwarded > 0).map(keyOf));
    return acknowledged.every((key) => here.has(key));
  };
  await until(areStored, queues);
  const atRest = await stored.all();
  say('Waiting for the reconciliation …');
  const rest = AbortSignal.timeout(restWithinMs);
  const isReconciled = await until(() => stored.isReconciled(sentAt), rest);
  const isPublished = isReconciled && (await until(() => stored.isPublished(), rest));
  const areReceived = isPublished && (await witness.untilReceived(rest));
  return cdrSoakReport({
    sessions,
    atRest,
    stored: await stored.all(),
    unreadable: await stored.unreadable(),
    published: witness.idsBySubject,
    deliveries: witness.deliveries,
    killed,
    unfinished: [
      ...running.givenUp.map((name) => `${name} was given up`),
      ...(isReconciled ? [] : ['the reconciliation did not end']),
      ...(isReconciled && !isPublished ? ['events still wait in the outbox'] : []),
      ...(isPublished && !areReceived ? ['the queue of events was not read to its end'] : []),
    ],
  });
}

const keyOf = ({ sessionKey }: { readonly sessionKey: string }): string => sessionKey;

/** @returns whether the condition held in time; a database that is unavailable is queried again */
async function until(condition: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await condition().catch(() => false)) return true;
    await sleep(500);
  }
  return false;
}
