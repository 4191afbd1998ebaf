import { toKilowattHours } from '../cdrs/wire-cdr.js';
import type { VirtualCharge, EndedBy, Report, StartedBy } from './virtual-charge.js';

/** A charge, as the control API shows it. */
export interface ChargeView {
  readonly sessionId: string;
  readonly evseId: string;
  readonly providerId: string;
  readonly empPartnerSessionId: string | null;
  readonly startedBy: StartedBy;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly endedBy: EndedBy | undefined;
  /** Kilowatt-hours so far. */
  readonly energyKwh: string;
  /** What was reported to the EMP, and its answers. */
  readonly reports: readonly Report[];
}

/** A charge as it is now. */
export function toChargeView(charge: VirtualCharge): ChargeView {
  const { order, startedAt, endedAt } = charge;
  return {
    sessionId: order.sessionId,
    evseId: order.evse.evseId,
    providerId: order.providerId,
    empPartnerSessionId: order.empPartnerSessionId,
    startedBy: order.startedBy,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === undefined ? undefined : new Date(endedAt).toISOString(),
    endedBy: charge.endedBy,
    energyKwh: toKilowattHours(charge.consumedAt(Date.now())).toFixed(3),
    reports: charge.reports,
  };
}
