import type { Authorisation } from '#suite';
import { meaningfulText } from '#oicp';
import { sortFacts, type Fact, type FactKind } from '../state/fact.js';

/** Facts of our own that say for whom and where a session is. */
const OWN: ReadonlySet<FactKind> = new Set(['authorized', 'start-requested']);

/** What we decided ourselves about a session; none of it comes from what others reported. */
export function ownFacts(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ kind }) => OWN.has(kind));
}

/** The same as authorisations, the earliest first. Earlier releases also stored blanks. */
export function toAuthorisations(facts: readonly Fact[]): readonly Authorisation[] {
  return sortFacts(ownFacts(facts)).map(({ kind, at, says: { uid, evcoId, evseId } }) => ({
    at: new Date(at).toISOString(),
    uid: meaningfulText(uid),
    evcoId: meaningfulText(evcoId),
    evseId: meaningfulText(evseId),
    isByApp: kind === 'start-requested',
  }));
}
