import { violationCodes } from '#oicp';
import { inOrder, type Fact, type FactFinding } from '../state/fact.js';
import { compareEnergy } from './compare-energy.js';
import { compareWithAuthorisation, ownFacts } from './compare-with-authorisation.js';

/** What cdr found when it did not know the session yet: here it is known. */
const OF_CDR_ALONE: ReadonlySet<string> = new Set(['unknown-session', 'session-not-compared']);

/**
 * What a person should look at in each fact: what was found in it when it was received, and what it contradicts among the
 * other facts. A function of the set: a notification may come before the decision that it contradicts.
 *
 * @returns the findings of a fact of this set, each code once
 */
export function findingsIn(facts: readonly Fact[]): (fact: Fact) => readonly FactFinding[] {
  const own = ownFacts(inOrder(facts));
  return (fact) => {
    const compared = [...compareWithAuthorisation(fact, own), ...compareEnergy(fact, facts)];
    const codes = new Set(compared.map(({ code }) => code));
    return [...compared, ...(fact.says.findings ?? []).filter(({ code }) => !codes.has(code))];
  };
}

/**
 * What a person should look at in a session: each code once, as it was first found. How messages broke the protocol is
 * in the timeline only.
 */
export function findingsOfSession(facts: readonly Fact[]): readonly FactFinding[] {
  const findings = findingsIn(facts);
  const byCode = new Map<string, FactFinding>();
  for (const finding of inOrder(facts).flatMap(findings)) {
    const { code } = finding;
    if (code in violationCodes || OF_CDR_ALONE.has(code) || byCode.has(code)) continue;
    byCode.set(code, finding);
  }
  return [...byCode.values()];
}
