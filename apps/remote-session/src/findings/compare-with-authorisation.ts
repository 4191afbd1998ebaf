import { meaningfulText, namedCardKey, sameCard, maybeSameContract, sameEvse } from '#oicp';
import type { Fact, FactFinding, FactKind } from '../state/fact.js';

/** Facts of our own that say for whom and where a session is. */
const OWN: ReadonlySet<FactKind> = new Set(['authorized', 'start-requested']);

/** What each finding of a comparison with our own decision means. Codes are stable, and those of charge detail records. */
const COMPARISONS = {
  'other-card': 'The card is not the one that we authorised for this session',
  'other-contract': 'The contract is not the one for which we authorised this session',
  'other-evse': 'The EVSE is not the one for which we authorised this session',
} as const;

/** What we decided ourselves about a session; none of it comes from what others reported. */
export function ownFacts(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ kind }) => OWN.has(kind));
}

/**
 * What a CPO says otherwise than we did when we authorised a session or an app asked for it. What either does not say is
 * not compared, but a card where none was used. A session of which we know nothing ourselves is compared with nothing.
 *
 * @param own {@link ownFacts} of the session; one that was authorised more than once has to fit one of them
 */
export function* compareWithAuthorisation(
  { source, says }: Fact,
  own: readonly Fact[],
): Iterable<FactFinding> {
  const [first] = own;
  if (source !== 'CPO' || !first) return;
  const uid = meaningfulText(says.uid);
  const evcoId = meaningfulText(says.evcoId);
  const evseId = meaningfulText(says.evseId);
  const told = (member: 'uid' | 'evcoId' | 'evseId'): readonly string[] =>
    own.flatMap((fact) => meaningfulText(fact.says[member]) ?? []);
  const [cards, contracts, places] = [told('uid'), told('evcoId'), told('evseId')];
  if (uid !== undefined && !cards.some((each) => sameCard(each, namedCardKey(uid))))
    yield found('other-card', first);
  if (
    evcoId !== undefined &&
    contracts.length > 0 &&
    !contracts.some((each) => maybeSameContract(each, evcoId))
  )
    yield found('other-contract', first);
  if (evseId !== undefined && places.length > 0 && !places.some((each) => sameEvse(each, evseId)))
    yield found('other-evse', first, `it names ${evseId}, we ${places[0]}`);
}

function found(code: keyof typeof COMPARISONS, { kind, at }: Fact, detail?: string): FactFinding {
  const how = kind === 'authorized' ? 'authorised' : 'asked for by an app';
  return {
    code,
    message: detail === undefined ? COMPARISONS[code] : `${COMPARISONS[code]}: ${detail}`,
    comparedWith: `the session as ${how} at ${new Date(at).toISOString()}`,
  };
}
