import {
  compareEnergy,
  sortFindings,
  type CdrFinding,
  type CdrSummary,
  type EvsePower,
  type PowerLimits,
} from '#suite';
import type { SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';
import { compareWithCharges, type Nearness, type OtherCharge } from './compare-with-charges.js';
import { compareWithSession } from './compare-with-session.js';
import { attribute, toSessionOfCharge } from './session-of-charge.js';

/** With what a charge is compared. */
export interface ComparisonContext {
  /** The session that the record names; `undefined` where it is not known. */
  readonly session: SessionFacts | undefined;
  /** Records of other sessions that may collide with it. */
  readonly others: readonly OtherCharge[];
  /**
   * Of its EVSE; `undefined` where the replica does not know it, or has not been asked; `unanswered` where it was asked
   * and gave no answer: what was found before stays.
   */
  readonly power: Omit<EvsePower, 'evseId'> | 'unanswered' | undefined;
}

/** What comparing a charge gives. */
export interface Comparison {
  readonly findings: readonly CdrFinding[];
  /** Keys of the sessions whose records are named in the findings. */
  readonly partners: readonly string[];
  /** The contract for which we authorised the session, where the record does not name another. */
  readonly evcoId: string | undefined;
}

/** Compares a charge with everything that is known beside it. */
export function compareCharge(
  charge: Charge,
  { session, others, power }: ComparisonContext,
  limits: PowerLimits & Nearness,
  before: readonly CdrFinding[] = [],
): Comparison {
  const { CDR_TIME_TOLERANCE: tolerance } = limits;
  const own = session && toSessionOfCharge(charge, session, tolerance);
  const attribution = own && attribute(charge, own);
  const { findings, partners } = compareWithCharges(toOtherCharge(charge, session), others, limits);
  const aboutEnergy =
    power === 'unanswered'
      ? before.filter(({ code }) => code === 'energy-exceeds-power')
      : compareReported(charge, power, limits);
  return {
    findings: sortFindings([
      ...(own ? compareWithSession(charge, own, tolerance) : []),
      ...(attribution?.findings ?? []),
      ...aboutEnergy,
      ...findings,
    ]),
    partners,
    evcoId: attribution?.evcoId,
  };
}

function compareReported(
  { energyKwh, elapsed, isByMinutes, evseId }: Charge,
  power: Omit<EvsePower, 'evseId'> | undefined,
  limits: PowerLimits,
): readonly CdrFinding[] {
  if (energyKwh === undefined || elapsed === undefined) return [];
  return compareEnergy({ energyKwh, elapsedMs: elapsed, isByMinutes, evseId }, power, limits);
}

/** A charge as others are compared with it before it is stored. */
export function toOtherCharge(
  charge: Charge,
  session: SessionFacts | undefined,
): OtherCharge & Pick<Charge, 'cpoPartnerSessionId'> {
  const own = session && toSessionOfCharge(charge, session);
  return {
    ...charge,
    evcoId: charge.evcoId ?? (own && attribute(charge, own).evcoId),
    isReservation: own?.isReservation === true,
  };
}

/** Whether a finding comes from a comparison, and not from the record itself. */
export function isOfComparison({ comparedWith }: CdrFinding): boolean {
  return comparedWith !== undefined;
}

/** A record as it is seen after a comparison: its own findings stay, and so does a contract that it names itself. */
export function applyComparison(
  summary: CdrSummary,
  charge: Charge,
  { findings, evcoId }: Comparison,
): CdrSummary {
  const { evcoId: _, ...rest } = summary;
  const contract = charge.evcoId ?? evcoId;
  return {
    ...rest,
    ...(contract !== undefined && { evcoId: contract }),
    findings: sortFindings([
      ...findings,
      ...summary.findings.filter((each) => !isOfComparison(each)),
    ]).slice(),
  };
}
