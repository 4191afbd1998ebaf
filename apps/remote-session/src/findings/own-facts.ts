import type { Authorisation } from '#suite';
import { meaningfulText } from '#oicp';
import { sortFacts, type Fact, type FactKind } from '../state/fact.js';

/** Facts of our own that say for whom and where a session is. */
const OWN: ReadonlySet<FactKind> = new Set(['authorized', 'start-requested']);

/** What we decided ourselves about a session; none of it comes from what others reported. */
export function ownFacts(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ kind }) => OWN.has(kind));
}

/**
 * The same as authorisations, the earliest first. A start that was refused or failed authorises nothing, whatever the operator
 * reports afterwards: as cdr has it. Earlier releases also stored blanks.
 */
export function toAuthorisations(facts: readonly Fact[]): readonly Authorisation[] {
  const isRefused = findStartRefusal(facts) !== undefined;
  const authorising = ownFacts(facts).filter(({ kind }) => !isRefused || kind !== 'start-requested');
  return sortFacts(authorising).map(({ kind, at, says: { uid, evcoId, evseId } }) => ({
    at: new Date(at).toISOString(),
    uid: meaningfulText(uid),
    evcoId: meaningfulText(evcoId),
    evseId: meaningfulText(evseId),
    isByApp: kind === 'start-requested',
  }));
}

/** That HBS or the operator refused the start that an app requested, or that it was never sent; the first of these. */
export function findStartRefusal(facts: readonly Fact[]): Fact | undefined {
  return sortFacts(facts).find(({ kind }) => kind === 'start-refused' || kind === 'start-not-sent');
}

/** When each stop was accepted, ISO 8601, in order: of an app by HBS, of a card by us. */
export function toAcceptedStops(facts: readonly Fact[]): readonly string[] {
  return sortFacts(facts)
    .filter(({ kind }) => kind === 'stop-accepted')
    .map(({ at }) => new Date(at).toISOString());
}
