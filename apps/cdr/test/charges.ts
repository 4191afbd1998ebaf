import { ComparisonSettings, type CdrSummary } from '#suite';
import { evseIdKey } from '#oicp';
import { loadSettings } from '#platform';
import type { SessionFacts } from '../src/sessions/session-facts.js';
import { toCharge, type Charge } from '../src/comparison/charge.js';
import { compareCharge, toOtherCharge, type ComparisonContext } from '../src/comparison/compare-charge.js';
import { ComparisonLimits } from '../src/comparison/comparison-limits.js';
import { SameChargeSettings } from '../src/comparison/same-charge-settings.js';

/** The limits of a fresh installation. */
export const limits = new ComparisonLimits(...loadSettings([ComparisonSettings, SameChargeSettings], {}));
/** The card that we authorised, and another one. */
export const A = '04A1B2C3D4E5F6';
export const B = '0B0B0B0B';
/** The contract that we authorised. */
export const EVCO = 'DE-EMP-C12345678-X';

/** A charge of {@link A} that fits {@link aSession}. */
export function aCharge({ uid = A, ...update }: Partial<CdrSummary> & { operatorKey?: string } = {}): Charge {
  const summary: CdrSummary = {
    sessionId: 'one',
    evseId: 'DE*ABC*E00001',
    chargingStart: '2026-11-27T10:01:00+01:00',
    chargingEnd: '2026-11-27T11:00:00+01:00',
    consumedEnergyKwh: '10',
    findings: [],
    source: 'forwarded',
    receivedAt: '2026-11-27T10:05:00Z',
    ...(uid !== '' && { uid }),
    ...update,
  };
  return toCharge({
    sessionKey: summary.sessionId,
    empSessionKey: null,
    operatorKey: update.operatorKey ?? 'DEABC',
    uidKey: uid === '' ? null : uid,
    evseKey: summary.evseId === undefined ? null : evseIdKey(summary.evseId),
    summary,
  });
}
/** A session that we authorised for {@link A}. */
export const aSession = (update: Partial<SessionFacts> = {}): SessionFacts => ({
  authorisations: [{ at: '2026-11-27T09:00:30Z', uid: A, evcoId: EVCO, evseId: 'DE*ABC*E00001' }],
  stopAcceptedAt: undefined,
  isReservation: false,
  ...update,
});
/** The codes of what a comparison finds. */
export const found = (charge: Charge, context: Partial<ComparisonContext> = {}): readonly string[] =>
  compareCharge(
    charge,
    { session: undefined, others: [], power: undefined, ...context },
    limits,
  ).findings.map(({ code }) => code);
/** The same beside charges of other sessions. */
export const beside = (charge: Charge, ...others: Charge[]): readonly string[] =>
  found(charge, { others: others.map((each) => toOtherCharge(each, undefined)) });
