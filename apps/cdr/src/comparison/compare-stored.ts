import type { EntityManager } from 'typeorm';
import type { CdrSummary, PowerLimits } from '#suite';
import { evcoIdKey } from '#oicp';
import { keyText } from '#persistence';
import { toCharge } from './charge.js';
import { applyComparison, compareCharge, type Comparison, type ComparisonContext } from './compare-charge.js';
import type { Nearness } from './compare-with-charges.js';
import type { ComparedRecord, RecordChange } from './compared-record.js';
import { isCompared } from '../sessions/session-facts.js';
import { readContexts } from './read-contexts.js';
import { findSessionFindings } from './session-findings.js';

/** A record whose findings, contract or session are others than when it was last published. */
export interface ComparedChange {
  readonly change: RecordChange;
  /** As it is to be published. */
  readonly published: CdrSummary;
  /** Sessions whose records name this one, or should: they are compared too. */
  readonly partners: readonly string[];
}

/** Compares stored records with what is known now. @returns those that change */
export async function compareStored(
  manager: EntityManager,
  records: readonly ComparedRecord[],
  powerOf: (record: ComparedRecord) => ComparisonContext['power'],
  limits: PowerLimits & Nearness,
): Promise<readonly ComparedChange[]> {
  const contexts = await readContexts(manager, records.map(toCharge), limits);
  return records.flatMap((record) => {
    const charge = toCharge(record);
    const stored = contexts.get(record.sessionKey) ?? { session: undefined, others: [] };
    const context = { ...stored, power: powerOf(record) };
    const comparison = compareCharge(charge, context, limits, record.summary.findings);
    const summary = applyComparison(record.summary, charge, comparison);
    const seen = { sessionKnown: stored.session !== undefined, sessionCompared: isCompared(stored.session) };
    if (isSameSession(record, seen) && isSame(record.summary, summary)) return [];
    return [
      {
        change: {
          ...toChange(record.sessionKey, summary, comparison),
          attributed: charge.evcoId === undefined && summary.evcoId !== undefined,
          ...seen,
        },
        published: { ...summary, findings: [...findSessionFindings(stored.session), ...summary.findings] },
        partners: difference(record.comparedWith ?? [], comparison.partners),
      },
    ];
  });
}

/** What the columns of a record say after a comparison. */
export function toChange(
  sessionKey: string,
  summary: CdrSummary,
  { partners }: Comparison,
): Pick<RecordChange, 'sessionKey' | 'summary' | 'findingCodes' | 'evcoKey' | 'comparedWith'> {
  return {
    sessionKey,
    summary,
    findingCodes: [...new Set(summary.findings.map(({ code }) => code))],
    evcoKey: keyText(summary.evcoId && evcoIdKey(summary.evcoId)) ?? null,
    comparedWith: partners,
  };
}

/**
 * Whether as much is known of its session as when a record was last published. A record that no comparison has published yet
 * has nothing to be compared with: what it was is its beginning.
 */
function isSameSession(
  { sessionKnown, sessionCompared }: ComparedRecord,
  seen: { readonly sessionKnown: boolean; readonly sessionCompared: boolean },
): boolean {
  if (sessionKnown === null) return true;
  return (
    sessionKnown === seen.sessionKnown && (sessionCompared ?? seen.sessionCompared) === seen.sessionCompared
  );
}

/** Findings that are the same in another order are the same. */
function isSame(before: CdrSummary, after: CdrSummary): boolean {
  const text = ({ findings, evcoId }: CdrSummary): string =>
    JSON.stringify([
      evcoId,
      findings.map(({ code, message, comparedWith }) => JSON.stringify([code, message, comparedWith])).sort(),
    ]);
  return text(before) === text(after);
}

/** What is in one and not in the other. */
function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...one.filter((each) => !other.includes(each)), ...other.filter((each) => !one.includes(each))];
}
