import type { SessionView } from '#suite';
import { firstPlausible, Instant, latestMoment, meaningfulText } from '#oicp';
import { findStartRefusal, ownFacts, toAuthorisations } from '../findings/own-facts.js';
import { findFindings, findSessionFindings } from '../findings/session-findings.js';
import { findFirstEvse } from '../findings/session-evse.js';
import type { SessionComparison } from '../findings/session-power.js';
import { sortFacts, type Fact, type FactFinding, type FactKind, type FactSays } from './fact.js';
import { factTable, nextState, stoppable, type BaseState } from './session-table.js';

/** The state that a set of facts proves, whatever stops were requested. */
export function baseStateOf(facts: readonly Fact[]): BaseState {
  return facts.reduce((state: BaseState, { kind }) => nextState(state, kind), 'requested');
}

/**
 * A session as its facts show it: a function of their set, not of their order, nor of how often each was reported.
 *
 * @param comparison with what reports are compared beside the facts; left out, energy and times are not compared
 */
export function viewOf(id: string, set: Iterable<Fact>, comparison?: SessionComparison): SessionView {
  const facts = sortFacts(new Map([...set].map((fact) => [fact.key, fact])).values());
  const base = baseStateOf(facts);
  const stop = stoppable.includes(base) ? findPendingStop(facts) : undefined;
  const known = pick(facts);
  const identity = ownFacts(facts).length > 0 ? pick(ownFacts(facts)) : known;
  const findingsOf = findFindings(facts, comparison);
  const findings = findSessionFindings(facts, findingsOf);
  return withoutGaps({
    id,
    sessionId: known('sessionId', OURS_FIRST),
    empPartnerSessionId: known('empPartnerSessionId', OURS_FIRST),
    cpoPartnerSessionId: known('cpoPartnerSessionId', RECORD_FIRST),
    state: stop ? 'stopping' : base,
    startedBy: known('startedBy', OURS_FIRST) ?? 'other',
    evseId: findFirstEvse(facts)?.says.evseId ?? known('evseId', OURS_FIRST),
    operatorId: known('operatorId', OURS_FIRST),
    providerId: known('providerId', OURS_FIRST),
    evcoId: identity('evcoId', OURS_FIRST),
    uid: identity('uid', OURS_FIRST),
    energyKwh: known('energyKwh', RECORD_FIRST),
    startedAt: startOf(facts, findingsOf),
    endedAt: known('endedAt', RECORD_FIRST),
    ...askedByApp(facts),
    ...(findings.length > 0 && { findings: findings.slice() }),
    ...reasonOf(facts, base, stop),
  });
}

/**
 * When it started. What a report says began before we authorised it did not: where no other report names a start, the time
 * of the authorisation is the earliest that can be.
 */
function startOf(
  facts: readonly Fact[],
  findingsOf: (fact: Fact) => readonly FactFinding[],
): string | undefined {
  const [first] = toAuthorisations(facts);
  const isTooEarly = (fact: Fact): boolean => {
    const start = fact.says.startedAt === undefined ? undefined : Instant.parse(fact.says.startedAt);
    if (!first || start === undefined || latestMoment(start) >= Date.parse(first.at)) return false;
    return findingsOf(fact).some(({ code }) => code === 'charging-before-authorisation');
  };
  const usable = facts.filter((fact) => !isTooEarly(fact));
  return pick(usable)('startedAt', RECORD_FIRST) ?? (usable.length < facts.length ? first?.at : undefined);
}

/** What an app requested; other partners’ reports change nothing of it. */
function askedByApp(
  facts: readonly Fact[],
): Pick<SessionView, 'requestedAt' | 'requestedEvseId' | 'startRefusedAt' | 'stopAcceptedAt'> {
  const requested = facts.find(({ kind }) => kind === 'start-requested');
  const refused = findStartRefusal(facts);
  const stopped = facts.find(({ kind, source }) => kind === 'stop-accepted' && source !== 'EMP');
  return {
    requestedAt: requested && new Date(requested.at).toISOString(),
    requestedEvseId: requested?.says.evseId,
    startRefusedAt: refused && new Date(refused.at).toISOString(),
    stopAcceptedAt: stopped && new Date(stopped.at).toISOString(),
  };
}

/** The latest stop, unless it was refused or never sent: its facts, in order. */
export function findPendingStop(facts: readonly Fact[]): readonly Fact[] | undefined {
  const asked = facts.findLast(({ kind }) => factTable[kind].stop === 'pending');
  if (!asked) return undefined;
  const about = facts.filter(({ says }) => says.attempt === asked.says.attempt);
  return about.some(({ kind }) => factTable[kind].stop === 'withdrawn') ? undefined : about;
}

type Member = Exclude<
  keyof FactSays,
  'findings' | 'times' | 'chargingDurationMs' | 'furtherUids' | 'furtherEvcoIds'
>;

/**
 * Whose word counts for most. Among the others, the latest that says anything. Who charges is only taken from what others
 * report where we know nothing ourselves; where, only if we did not name an EVSE. What contradicts it is a finding.
 */
const OURS_FIRST: readonly FactKind[] = ['authorized', 'start-requested', 'start-accepted', 'recorded'];
const RECORD_FIRST: readonly FactKind[] = ['recorded'];

function pick(
  facts: readonly Fact[],
): <M extends Member>(member: M, first: readonly FactKind[]) => FactSays[M] | undefined {
  return (member, first) => {
    const saying = facts.filter((fact) => says(fact, member));
    const foremost = first.flatMap((kind) => saying.filter((fact) => fact.kind === kind));
    return (foremost[0] ?? saying.at(-1))?.says[member];
  };
}

/** Whether a fact has a word to say; earlier releases also stored blanks, and times that cannot be. */
function says(fact: Fact, member: Member): boolean {
  const said = meaningfulText(fact.says[member]);
  if (said === undefined || (member !== 'startedAt' && member !== 'endedAt')) return said !== undefined;
  return firstPlausible([Instant.parse(said)], fact.receivedAt) !== undefined;
}

function reasonOf(
  facts: readonly Fact[],
  base: BaseState,
  stop: readonly Fact[] | undefined,
): Pick<SessionView, 'reasonCode' | 'reason'> {
  const deciding = stop ?? (stoppable.includes(base) ? openFacts(facts, base) : provingFacts(facts, base));
  const { reasonCode, reason } = deciding.findLast(({ says }) => says.reasonCode !== undefined)?.says ?? {};
  return { reasonCode, reason };
}

/** Of an open session, what was last said that has a reason: a stop that failed, a loose plug, a lost answer. */
function openFacts(facts: readonly Fact[], base: BaseState): readonly Fact[] {
  return facts.filter(
    ({ kind }) =>
      kind.startsWith('stop-') || kind === 'charging-disturbed' || factTable[kind].proves === base,
  );
}

function provingFacts(facts: readonly Fact[], base: BaseState): readonly Fact[] {
  const proving = facts.filter(({ kind }) => factTable[kind].proves === base);
  const broken = proving.filter(({ kind }) => kind === 'charging-broke-off');
  if (broken.length > 0) return broken;
  // Once its record is there, nothing more is to be expected of an ended session.
  return proving.some(({ kind }) => kind === 'recorded') ? [] : proving;
}

function withoutGaps<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
