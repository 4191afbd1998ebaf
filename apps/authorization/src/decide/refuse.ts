import type { AuthorizationRefused } from '#suite';

/** A no. `reason` goes to the operator of the charging point and names no person. */
export function refuseWith(code: AuthorizationRefused['code'], reason?: string): AuthorizationRefused {
  return { decision: 'refused', code, ...(reason !== undefined && { reason }) };
}
