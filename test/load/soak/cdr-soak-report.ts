import type { CdrsView } from '../../../apps/hbs-sandbox/src/send-cdrs/cdrs.controller.js';
import { sessionIdKey } from '#oicp';
import type { StoredCdr } from './stored-cdrs.js';
import type { SoakReport } from './soak-report.js';

export interface CdrSoakFindings {
  /** SessionIDs as HBS has them, by what it was answered. */
  readonly sessions: CdrsView['sessions'];
  /** What was stored when the queues were empty. */
  readonly atRest: readonly StoredCdr[];
  /** What was stored when the reconciliation had succeeded. */
  readonly stored: readonly StoredCdr[];
  readonly unreadable: number;
  /** Ids of events by what they are about. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
  readonly deliveries: number;
  readonly killed: number;
  /** What did not come to rest in time. */
  readonly unfinished: readonly string[];
}

export interface CdrSoakReport extends SoakReport {
  readonly counts: {
    readonly killed: number;
    readonly sent: number;
    readonly acknowledged: number;
    readonly unacknowledged: number;
    readonly stored: number;
    readonly told: number;
  };
}

/** Compares what HBS was answered with what is stored and what was told, session by session. */
export function cdrSoakReport(found: CdrSoakFindings): CdrSoakReport {
  const { sessions, atRest, stored, told } = found;
  const acknowledged = sessions.acknowledged.map(sessionIdKey);
  const unacknowledged = [...sessions.refused, ...sessions.failed].map(sessionIdKey);
  const sent = new Set([...acknowledged, ...unacknowledged, ...sessions['not-forwarded'].map(sessionIdKey)]);
  const forwarded = keysOf(atRest.filter((each) => each.forwarded > 0));
  const here = keysOf(stored);
  const pulled = keysOf(stored.filter((each) => each.pulled));
  const twice = [...told].filter(([, ids]) => ids.size > 1).map(([key]) => key);
  const storedTwice = stored.length - here.size;
  const checks: readonly (readonly [what: string, keys: readonly string[]])[] = [
    ['was acknowledged and not stored by the intake', missing(acknowledged, forwarded)],
    ['was sent and is not stored', missing(sent, here)],
    ['is stored and was never sent', missing(here, sent)],
    ['was not acknowledged, and reconciliation did not bring it', missing(unacknowledged, pulled)],
    ['was not brought by the sweep', missing(sent, pulled)],
    ['is stored and was not told', missing(here, told)],
    ['was told and is not stored', missing(told.keys(), here)],
    ['was told by more than one event', twice],
    ['is in conflict with itself', [...keysOf(stored.filter(({ conflicts }) => conflicts > 0))]],
  ];
  return {
    rows: [
      ['processes killed', found.killed],
      ['sent', sent.size],
      ['  acknowledged', acknowledged.length],
      ['  answered false', sessions.refused.length],
      ['  without an answer', sessions.failed.length],
      ['stored, when the queues were empty', atRest.length],
      ['  of them by the edge', forwarded.size],
      ['stored, after reconciliation', stored.length],
      ['  not acknowledged, and brought by it', unacknowledged.filter((key) => pulled.has(key)).length],
      ['told, without copies', told.size],
      ['  with copies', found.deliveries],
    ],
    counts: {
      killed: found.killed,
      sent: sent.size,
      acknowledged: acknowledged.length,
      unacknowledged: unacknowledged.length,
      stored: stored.length,
      told: told.size,
    },
    problems: [
      ...found.unfinished,
      ...checks.filter(([, keys]) => keys.length > 0).map(problemOf),
      ...(storedTwice > 0 ? [`${storedTwice} sessions are stored twice`] : []),
      ...(found.unreadable > 0 ? [`${found.unreadable} records were kept as unreadable`] : []),
    ],
  };
}

function problemOf([what, keys]: readonly [string, readonly string[]]): string {
  return `${keys.length} × ${what}: ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}

function keysOf(cdrs: readonly StoredCdr[]): ReadonlySet<string> {
  return new Set(cdrs.map(({ sessionKey }) => sessionKey));
}

function missing(keys: Iterable<string>, within: { has(key: string): boolean }): readonly string[] {
  return [...keys].filter((key) => !within.has(key));
}
