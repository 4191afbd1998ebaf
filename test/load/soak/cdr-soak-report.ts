import type { CdrsView } from '../../../apps/hbs-sandbox/src/control-api.js';
import { sessionIdKey } from '#oicp';
import type { CdrRow } from './stored-cdrs.js';
import type { SoakReport } from './soak-report.js';

export interface CdrSoakFindings {
  /** SessionIDs as HBS has them, by our answer. */
  readonly sessions: CdrsView['sessions'];
  /** What was stored when the queues were empty. */
  readonly atRest: readonly CdrRow[];
  /** What was stored when the reconciliation had succeeded. */
  readonly stored: readonly CdrRow[];
  readonly unreadable: number;
  /** Ids of events by their subject. */
  readonly published: ReadonlyMap<string, ReadonlySet<string>>;
  readonly deliveries: number;
  readonly killed: number;
  /** What was not finished in time. */
  readonly unfinished: readonly string[];
}

export interface CdrSoakReport extends SoakReport {
  readonly counts: {
    readonly killed: number;
    readonly sent: number;
    readonly acknowledged: number;
    readonly unacknowledged: number;
    readonly stored: number;
    readonly published: number;
  };
}

/** Compares our answers to HBS with what is stored and what was published, session by session. */
export function cdrSoakReport(found: CdrSoakFindings): CdrSoakReport {
  const { sessions, atRest, stored, published } = found;
  const acknowledged = sessions.acknowledged.map(sessionIdKey);
  const unacknowledged = [...sessions.refused, ...sessions.failed].map(sessionIdKey);
  const sent = new Set([...acknowledged, ...unacknowledged, ...sessions['not-forwarded'].map(sessionIdKey)]);
  const forwarded = keysOf(atRest.filter((each) => each.forwarded > 0));
  const here = keysOf(stored);
  const pulled = keysOf(stored.filter((each) => each.pulled));
  const twice = [...published].filter(([, ids]) => ids.size > 1).map(([key]) => key);
  const storedTwice = stored.length - here.size;
  const checks: readonly (readonly [what: string, keys: readonly string[]])[] = [
    ['was acknowledged and not stored by the intake', missing(acknowledged, forwarded)],
    ['was sent and is not stored', missing(sent, here)],
    ['is stored and was never sent', missing(here, sent)],
    ['was not acknowledged, and reconciliation did not pull it', missing(unacknowledged, pulled)],
    ['was not pulled by the sweep', missing(sent, pulled)],
    ['is stored and was not published', missing(here, published)],
    ['was published and is not stored', missing(published.keys(), here)],
    ['was published by more than one event', twice],
    ['is in conflict with itself', [...keysOf(stored.filter(({ conflicts }) => conflicts > 0))]],
  ];
  return {
    rows: [
      ['processes killed', found.killed],
      ['sent', sent.size],
      ['  acknowledged', acknowledged.length],
      ['  answered false', sessions.refused.length],
      ['  without an answer', sessions.failed.length],
      ['stored when the queues were empty', atRest.length],
      ['  received by the edge', forwarded.size],
      ['stored after reconciliation', stored.length],
      ['  not acknowledged, and pulled by it', unacknowledged.filter((key) => pulled.has(key)).length],
      ['published, without copies', published.size],
      ['  with copies', found.deliveries],
    ],
    counts: {
      killed: found.killed,
      sent: sent.size,
      acknowledged: acknowledged.length,
      unacknowledged: unacknowledged.length,
      stored: stored.length,
      published: published.size,
    },
    problems: [
      ...found.unfinished,
      ...checks.filter(([, keys]) => keys.length > 0).map(problemOf),
      ...(storedTwice > 0 ? [`${storedTwice} sessions are stored twice`] : []),
      ...(found.unreadable > 0 ? [`${found.unreadable} records were stored as unreadable`] : []),
    ],
  };
}

function problemOf([what, keys]: readonly [string, readonly string[]]): string {
  return `${keys.length} × ${what}: ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}

function keysOf(cdrs: readonly CdrRow[]): ReadonlySet<string> {
  return new Set(cdrs.map(({ sessionKey }) => sessionKey));
}

function missing(keys: Iterable<string>, within: { has(key: string): boolean }): readonly string[] {
  return [...keys].filter((key) => !within.has(key));
}
