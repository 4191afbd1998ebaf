import { asSentence } from '#suite';
import { evseIdKey, identifiesEvse, meaningfulText, sameEvse } from '#oicp';
import { shownText } from '#persistence';
import { sortFacts, type Fact, type FactFinding } from '../state/fact.js';
import { ownFacts } from './own-facts.js';

/**
 * The report whose EVSE counts where we decided none: the first by event time that names one, in whatever order reports are
 * received. A text that operators write for any EVSE names none.
 */
export function findFirstEvse(facts: readonly Fact[]): Fact | undefined {
  if (ownFacts(facts).some((fact) => evseOf(fact) !== undefined)) return undefined;
  return sortFacts(facts).find((fact) => isReportOfEvse(fact));
}

/** Whether a report names another EVSE than the first one does. */
export function compareEvse(fact: Fact, first: Fact | undefined): readonly FactFinding[] {
  const [own, other] = [first && evseOf(first), evseOf(fact)];
  if (!first || own === undefined || other === undefined) return [];
  if (!isReportOfEvse(fact) || sameEvse(own, other)) return [];
  return [
    {
      code: 'other-evse',
      message: shownText(asSentence(`The EVSE is not the one that was reported first: it names ${other}`)),
      comparedWith: shownText(`EVSE ${own}, as reported for ${new Date(first.at).toISOString()}`),
    },
  ];
}

function isReportOfEvse(fact: Fact): boolean {
  const evseId = evseOf(fact);
  return fact.source === 'CPO' && evseId !== undefined && identifiesEvse(evseIdKey(evseId));
}

function evseOf({ says }: Fact): string | undefined {
  return meaningfulText(says.evseId);
}
