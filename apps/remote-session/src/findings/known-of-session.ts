import type { Authorisation } from '#suite';
import type { Instant } from '#oicp';
import type { Fact } from '../state/fact.js';
import { toAcceptedStops, toAuthorisations } from './own-facts.js';
import { findEarliestStart } from './reported-start.js';
import { findFirstEvse } from './session-evse.js';

/** What the facts of a session say together. It is found once for all reports: a long charge has thousands. */
export interface KnownOfSession {
  readonly authorisations: readonly Authorisation[];
  /** When stops were accepted, ISO 8601. */
  readonly stops: readonly string[];
  readonly earliestStart: Instant | undefined;
  /** The report whose EVSE counts where we decided none. */
  readonly firstEvse: Fact | undefined;
}

/** Finds what the facts of a session say together. */
export function findKnown(facts: readonly Fact[]): KnownOfSession {
  return {
    authorisations: toAuthorisations(facts),
    stops: toAcceptedStops(facts),
    earliestStart: findEarliestStart(facts),
    firstEvse: findFirstEvse(facts),
  };
}
