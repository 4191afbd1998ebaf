import { setTimeout as sleep } from 'node:timers/promises';
import { authorizationStart } from '#oicp';
import { messageOf } from '#platform';
import { anAuthorizeStart, type EdgeCaller } from '../../support/edge-caller.js';
import type { ServiceProcess } from '../../support/service-process.js';
import { percentile } from '../bench/bench-row.js';
import { startAuthorizeSuite, type AuthorizeSuite } from './authorize-suite.js';
import { seededRandom } from './seeded-random.js';

/** Milliseconds after which this process has noticed an answer that was sent at the deadline. */
const NOTICE_MS = 500;
const KNOWN_SHARE = 0.4;

export interface AuthorizeLoad {
  readonly seed: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** How long the database is unreachable, from the middle of the run on. */
  readonly databaseDownSeconds: number;
  /** The edge's AUTHORIZE_DEADLINE_MS: later answers are late. */
  readonly deadlineMs: number;
}

export interface AuthorizeLoadReport {
  readonly sent: number;
  /** Answers other than HTTP 200 with a valid envelope, and calls without an answer. */
  readonly malformed: readonly string[];
  readonly late: number;
  readonly knownCards: number;
  /** Known cards that were refused, by code. */
  readonly knownRefused: Readonly<Record<string, number>>;
  /** Unknown cards that were authorised. */
  readonly strangersAuthorized: number;
  /** Authorised sessions without a decision in the database at the end. */
  readonly unwritten: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
}

interface Outcome {
  readonly sessionId: string;
  readonly isKnown: boolean;
  readonly code: string | undefined;
  readonly malformed: string | undefined;
  readonly tookMs: number;
}

/**
 * AuthorizeStart at a steady rate, seeded, while one of two replicas of authorization is killed after a quarter of the
 * time, once the database keeps up (and replaced at the end), and the database is unreachable from the middle on.
 */
export async function runAuthorizeLoad(
  load: AuthorizeLoad,
  say: (line: string) => void,
): Promise<AuthorizeLoadReport> {
  const suite = await startAuthorizeSuite(load.deadlineMs);
  try {
    await warmUp(suite);
    const faults = causeFaults(suite, load, say);
    const outcomes = await sendSteadily(suite, load);
    say(`all ${outcomes.length} calls have ended`);
    await faults;
    const authorized = outcomes.filter(({ code }) => code === '000').map(({ sessionId }) => sessionId);
    const unwritten = await untilWritten(suite, authorized);
    return reportOf(outcomes, unwritten, load.deadlineMs);
  } finally {
    suite.database.network.open();
    await suite.stop();
  }
}

async function causeFaults(
  suite: AuthorizeSuite,
  load: AuthorizeLoad,
  say: (line: string) => void,
): Promise<void> {
  const { seconds, databaseDownSeconds } = load;
  await sleep(seconds * 250);
  const [killed] = suite.replicas;
  if (killed) await untilKeepsUp(killed);
  killed?.child.kill('SIGKILL');
  say(`${seconds / 4} s: killed one of two replicas with SIGKILL`);
  await sleep(seconds * 250);
  suite.database.network.close();
  say(`${seconds / 2} s: cut the connections to the database`);
  await sleep(databaseDownSeconds * 1_000);
  suite.database.network.open();
  say(`${seconds / 2 + databaseDownSeconds} s: restored the connections to the database`);
  await suite.startReplica();
  say('a new replica is ready');
}

/**
 * Until a replica has no decision in memory only: one that it answered while the database was slow, on a machine that
 * stalled, is lost with it (ADR 25).
 */
async function untilKeepsUp(replica: ServiceProcess): Promise<void> {
  while (!/^decisions_unwritten\{.*\} 0$/m.test(await replica.metrics())) await sleep(20);
}

/** Opens the connections: handshakes are not measured. */
async function warmUp({ hbs }: AuthorizeSuite): Promise<void> {
  const stranger = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));
  for (let round = 0; round < 5; round += 1)
    await Promise.all(Array.from({ length: 32 }, () => hbs.send({ body: stranger }).catch(() => {})));
}

async function sendSteadily(
  { hbs, cards }: AuthorizeSuite,
  load: AuthorizeLoad,
): Promise<readonly Outcome[]> {
  const random = seededRandom(load.seed);
  const total = load.perSecond * load.seconds;
  const sent: Promise<Outcome>[] = [];
  const began = performance.now();
  while (sent.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1_000) * load.perSecond));
    while (sent.length < due) sent.push(swipe(hbs, cards, random));
    await sleep(5);
  }
  return await Promise.all(sent);
}

async function swipe(hbs: EdgeCaller, cards: readonly string[], random: () => number): Promise<Outcome> {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const isKnown = random() < KNOWN_SHARE;
  const uid = isKnown ? (cards[Math.floor(random() * cards.length)] ?? '') : `F${hex(13).toUpperCase()}`;
  const sessionId = [8, 4, 4, 4, 12].map(hex).join('-');
  const asked = performance.now();
  const about = { sessionId, isKnown };
  try {
    const { status, text } = await hbs.send({
      body: JSON.stringify(anAuthorizeStart(uid, { SessionID: sessionId })),
    });
    const tookMs = performance.now() - asked;
    const { value, violations } = authorizationStart.read(text);
    const fits = status === 200 && violations.length === 0 && value.SessionID === sessionId;
    return {
      ...about,
      code: value.StatusCode?.Code,
      malformed: fits ? undefined : `${status} ${text}`,
      tookMs,
    };
  } catch (error) {
    return {
      ...about,
      code: undefined,
      malformed: `${messageOf(error)} after ${Math.round(performance.now() - asked)} ms`,
      tookMs: performance.now() - asked,
    };
  }
}

/** @returns how many of these sessions have no decision when the outbox is empty, or after 20 s */
async function untilWritten(suite: AuthorizeSuite, sessionIds: readonly string[]): Promise<number> {
  for (let left = 100; ; left -= 1) {
    const unwritten = sessionIds.length - (await suite.authorizedSessions(sessionIds));
    if ((unwritten === 0 && (await suite.outboxRows()) === 0) || left === 0) return unwritten;
    await sleep(200);
  }
}

function reportOf(outcomes: readonly Outcome[], unwritten: number, deadlineMs: number): AuthorizeLoadReport {
  const taken = outcomes.map(({ tookMs }) => tookMs);
  const known = outcomes.filter(({ isKnown }) => isKnown);
  const knownRefused: Record<string, number> = {};
  for (const { code = 'none' } of known)
    if (code !== '000') knownRefused[code] = (knownRefused[code] ?? 0) + 1;
  return {
    sent: outcomes.length,
    malformed: outcomes.map(({ malformed }) => malformed).filter((each) => each !== undefined),
    late: taken.filter((each) => each > deadlineMs + NOTICE_MS).length,
    knownCards: known.length,
    knownRefused,
    strangersAuthorized: outcomes.filter(({ isKnown, code }) => !isKnown && code === '000').length,
    unwritten,
    p50Ms: percentile(taken, 0.5),
    p99Ms: percentile(taken, 0.99),
    slowestMs: percentile(taken, 1),
  };
}
