import {
  compareIdentity,
  compareTimes,
  findFittingAuthorisations,
  findLastingStop,
  sortFindings,
  type ReportedIdentity,
} from '#suite';
import { meaningfulText, namedCardKey, violationCodes } from '#oicp';
import { sortFacts, type Fact, type FactFinding } from '../state/fact.js';
import { compareLength } from './compare-length.js';
import { compareNotifiedEnergy } from './compare-notified-energy.js';
import { findKnown, type KnownOfSession } from './known-of-session.js';
import { identityOfFinding, isOfMember } from './lost-values.js';
import { isNotification, toNotifiedTimes } from './reported-times.js';
import { compareEvse } from './session-evse.js';
import type { SessionComparison } from './session-power.js';

/** Members that are named beyond it are in the timeline only: more than a person will read, and than an event should carry. */
const MOST_FINDINGS = 100;

/** What cdr found when it did not know the session yet: here it is known. */
const OF_CDR_ALONE: ReadonlySet<string> = new Set(['unknown-session', 'session-not-compared']);

/**
 * What a person should look at in each fact: what was found in it when it was received, and what it contradicts among the
 * other facts. A function of the set: a notification may be received before the decision that it contradicts.
 *
 * @param comparison left out, energy and times are not compared
 * @returns the findings of a fact of this set, each code once
 */
export function findFindings(
  facts: readonly Fact[],
  comparison?: SessionComparison,
): (fact: Fact) => readonly FactFinding[] {
  const known = findKnown(facts);
  const { authorisations, firstEvse } = known;
  return (fact) => {
    const compared: FactFinding[] = [];
    if (fact.source === 'CPO') {
      compared.push(...compareIdentity(toIdentity(fact), { authorisations, isReservation: false }));
      compared.push(...compareEvse(fact, firstEvse));
    }
    if (comparison && isNotification(fact)) {
      const { CDR_TIME_TOLERANCE } = comparison.limits;
      compared.push(...compareLength(fact, known, comparison.limits.CDR_LONGEST_SESSION));
      compared.push(...compareNotifiedTimes(fact, known, CDR_TIME_TOLERANCE));
      compared.push(...compareNotifiedEnergy(fact, known, comparison));
    }
    const codes = new Set(compared.map(({ code }) => code));
    return sortFindings([...compared, ...(fact.says.findings ?? []).filter(({ code }) => !codes.has(code))]);
  };
}

/** By the rules of charge detail records: with the authorisations that it fits, and the stop that counts for it. */
function compareNotifiedTimes(fact: Fact, known: KnownOfSession, tolerance: number): Iterable<FactFinding> {
  const times = toNotifiedTimes(fact);
  const authorisations = findFittingAuthorisations(toIdentity(fact), {
    authorisations: known.authorisations,
    isReservation: false,
  });
  const stopAcceptedAt = findLastingStop(times, known.authorisations, known.stops, tolerance);
  return compareTimes(times, { authorisations, stopAcceptedAt }, tolerance);
}

/**
 * What a person should look at in a session: each code once, as it was first found; what was found in a record that
 * conflicts with the first says so. A value that was lost, or given twice, is named, each member once; how messages broke
 * the protocol otherwise is in the timeline only.
 *
 * @param findingsOf by {@link findFindings}
 */
export function findSessionFindings(
  facts: readonly Fact[],
  findingsOf: (fact: Fact) => readonly FactFinding[],
): readonly FactFinding[] {
  const found = new Map<string, FactFinding>();
  const ordered = sortFacts(facts);
  for (const fact of [...ordered.filter(isOfSession), ...ordered.filter((each) => !isOfSession(each))])
    for (const finding of findingsOf(fact)) {
      const { code } = finding;
      const identity = identityOfFinding(finding);
      if (isOnlyInTimeline(code) || OF_CDR_ALONE.has(code) || found.has(identity)) continue;
      if (isOfMember(code) && found.size >= MOST_FINDINGS) continue;
      found.set(identity, isOfSession(fact) ? finding : nameRecord(finding, fact));
    }
  return sortFindings([...found.values()]);
}

/** The card, contract and EVSE that were reported; earlier releases also stored blanks. */
function toIdentity({ says }: Fact): ReportedIdentity {
  const uid = meaningfulText(says.uid);
  return {
    uid: uid === undefined ? undefined : namedCardKey(uid),
    evcoId: meaningfulText(says.evcoId),
    evseId: meaningfulText(says.evseId),
    furtherUids: says.furtherUids?.map(namedCardKey),
    furtherEvcoIds: says.furtherEvcoIds,
  };
}

/** How a message broke the protocol, unless a value was lost or given twice: that is named where the value is missing. */
function isOnlyInTimeline(code: string): boolean {
  return code in violationCodes && !isOfMember(code);
}

/** A record that conflicts with the first is not what counts. */
function isOfSession({ kind }: Fact): boolean {
  return kind !== 'record-conflicted';
}

function nameRecord(finding: FactFinding, { receivedAt }: Fact): FactFinding {
  const when = new Date(receivedAt).toISOString();
  return { ...finding, message: `In the conflicting record received at ${when}: ${finding.message}` };
}
