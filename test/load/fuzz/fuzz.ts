import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#platform';
import { seededRandom } from '../soak/seeded-random.js';
import { SandboxControl } from '../soak/sandbox-control.js';
import type { SoakReport } from '../soak/soak-report.js';
import { ApiClient, putDemonstrationData, firstApiKey } from '../../../apps/cli/src/published.js';
import type { SuiteOnAnyPorts } from '../../../tools/suite-for-tests.js';
import { AcknowledgedSessions } from './acknowledged-sessions.js';
import { AnswerTally, describeFailure } from './answer-tally.js';
import { PROVIDER_IDS, type FuzzFolders } from './fuzz-suite.js';
import { interactionsIn } from './interactions.js';
import type { LogJudge } from './log-judge.js';
import { deadLettersOf, waitingMessages } from './queues.js';
import { runSchemathesis, type FuzzTarget } from './schemathesis.js';
import { apiTarget, edgeTarget } from './targets.js';
import { Traffic } from './traffic.js';

export interface FuzzOrder {
  readonly seed: number;
  /** The least number per target. */
  readonly cases: number;
  readonly api: boolean;
  /** Hubject's document of an EMP; without it the edge is left out. */
  readonly oicpFile: string | undefined;
  /** The program. */
  readonly schemathesis: string;
  readonly folders: FuzzFolders;
  /** Aborted when the time is up. */
  readonly timeUp: AbortSignal;
}

/** schemathesis holds all cases of an operation in memory until the last, and a time-out loses them. */
const CASES_PER_ROUND = 2_000;
const REST_WITHIN_MS = 180_000;
/** The card and the contract in the examples of Hubject's document. */
const EXAMPLE_UID = '1234ABCD';

/** Sends cases to a running suite beside the demonstration's traffic, and checks what was stored and logged. */
export async function fuzz(
  { suite, ports }: SuiteOnAnyPorts,
  order: FuzzOrder,
  judge: LogJudge,
  say: (line: string) => void,
): Promise<SoakReport> {
  const key = firstApiKey(join(order.folders.data, 'api-keys.json')) ?? '';
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const api = new ApiClient(apiUrl, key);
  const sandbox = new SandboxControl(`http://127.0.0.1:${ports.control}`);
  const { DATABASE_URL = '', RABBITMQ_URL = '' } = suite.environment;
  await putExamples(api);
  const acknowledged = new AcknowledgedSessions();
  const traffic = new Traffic(api, sandbox, seededRandom(order.seed));
  traffic.start();
  const rows: [string, number][] = [];
  const problems: string[] = [];
  const send = async (target: FuzzTarget): Promise<void> => {
    const answers = await sendCases(target, order, acknowledged, say);
    rows.push([`${target.name}: cases`, answers.cases], [`${target.name}: 5xx`, answers.serverErrors]);
    say(`${target.name}: ${answers.statusLine}`);
    if (answers.cases < order.cases) problems.push(`${target.name}: only ${answers.cases} cases were sent`);
    problems.push(...answers.failures.map((each) => `${target.name}: ${describeFailure(each)}`));
  };
  if (order.api) await send(await apiTarget(apiUrl, key, order.folders));
  if (order.oicpFile !== undefined) {
    await putExamples(api);
    await send(await edgeTarget(order.oicpFile, ports.edge, order.folders));
  }
  say('Waiting until everything has been processed …');
  await traffic.stop();
  const { acknowledged: records } = (await sandbox.cdrs()).sessions;
  for (const sessionId of records) acknowledged.addRecord(sessionId);
  problems.push(...(await untilProcessed(acknowledged, DATABASE_URL, RABBITMQ_URL)));
  const letters = await deadLettersOf(RABBITMQ_URL);
  const { authorizeStart, chargeDetailRecord, chargingNotification } = acknowledged.counts;
  return {
    rows: [
      ...rows,
      ["charges of the demonstration's traffic", traffic.charges],
      ['authorised sessions', authorizeStart],
      ['sessions with acknowledged records', chargeDetailRecord],
      ['sessions with acknowledged notifications', chargingNotification],
      ...[...judge.expected].map(([code, times]): [string, number] => [`expected alarms ${code}`, times]),
      ['errors and unexpected alarms in logs', judge.unexpected],
      ['dead letters', letters.reduce((sum, { count }) => sum + count, 0)],
    ],
    problems: [
      ...problems,
      ...traffic.problems,
      ...(traffic.charges === 0 ? ["the demonstration's traffic completed no charge"] : []),
      ...judge.problems,
      ...letters.map(({ queue, count, reason }) => `${count} dead letters of ${queue}: ${reason}`),
    ],
  };
}

/** Creates the contracts and cards that the examples of both documents name: valid cases then get beyond "unknown". */
async function putExamples(api: ApiClient): Promise<void> {
  const [ours, hubjects] = PROVIDER_IDS;
  await putDemonstrationData(api, ours);
  const evcoId = `${hubjects}-C12345678-X`;
  await api.put(`contracts/${evcoId}`, { status: 'active', pin: '1234' });
  await api.put(`tokens/${EXAMPLE_UID}`, { evcoId, status: 'active' });
}

async function sendCases(
  target: FuzzTarget,
  { cases, seed, schemathesis, folders, timeUp }: FuzzOrder,
  acknowledged: AcknowledgedSessions,
  say: (line: string) => void,
): Promise<AnswerTally> {
  const answers = new AnswerTally();
  for (let number = 1; answers.cases < cases && !timeUp.aborted; number += 1) {
    const before = answers.cases;
    const examples = Math.ceil(Math.min(cases - before, CASES_PER_ROUND) / target.operations);
    const round = { number, seed: seed + number - 1, examples };
    const events = await runSchemathesis(schemathesis, target, round, folders.reports, timeUp);
    for await (const interaction of interactionsIn(events)) {
      answers.add(interaction);
      if (target.name === 'edge') acknowledged.add(interaction);
    }
    if (answers.cases === before) break;
    say(progressLine(target.name, answers, cases));
  }
  return answers;
}

/** schemathesis sends examples and combinations of its own beside the requested cases, so there is no known total. */
export function progressLine(
  name: string,
  { cases, failures }: Pick<AnswerTally, 'cases' | 'failures'>,
  asked: number,
): string {
  const kinds = `${failures.length} ${failures.length === 1 ? 'kind' : 'kinds'} of failures`;
  return `${name}: ${cases} cases sent, at least ${asked} requested; ${kinds}`;
}

/** @returns what was not processed in time, a sentence each */
async function untilProcessed(
  acknowledged: AcknowledgedSessions,
  databaseUrl: string,
  rabbitmqUrl: string,
): Promise<readonly string[]> {
  for (const until = performance.now() + REST_WITHIN_MS; ; await sleep(1_000)) {
    const unprocessed = await Promise.all([
      acknowledged.missing(databaseUrl),
      waitingMessages(rabbitmqUrl).then((count) =>
        count === 0 ? [] : [`${count} messages still wait in queues`],
      ),
    ]).catch((error: unknown) => [[`it could not be looked at: ${messageOf(error)}`]]);
    if (unprocessed.flat().length === 0 || performance.now() > until) return unprocessed.flat();
  }
}
