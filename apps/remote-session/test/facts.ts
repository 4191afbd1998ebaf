import { ComparisonSettings } from '#suite';
import { loadSettings } from '#platform';
import type { Fact, FactKind, FactSays } from '../src/state/fact.js';

/** Our own name of a session. */
export const ID = '5b9d4b6c-6f0e-4b0e-9d3b-2f6d3d1f0a11';
/** Milliseconds since 1970: the minutes of facts are counted from it. */
export const NOON = Date.parse('2026-03-01T12:00:00Z');
/** The limits of a fresh installation. */
export const [limits] = loadSettings([ComparisonSettings], {});

/** A fact that an operator reported, so many minutes after {@link NOON}. */
export function aFact(kind: FactKind, minutes = 0, says: FactSays = {}, key = `${kind}@${minutes}`): Fact {
  const at = NOON + minutes * 60_000;
  return { kind, key, at, receivedAt: at, source: 'CPO', says };
}
