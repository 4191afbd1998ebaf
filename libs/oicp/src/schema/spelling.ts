/**
 * A name without case, blanks and punctuation, the same for every spelling: `ChargingStationId` and `ChargingStationID`,
 * `power` and `Power`, `Connector Error` and `ConnectorError`.
 */
export function plainSpelling(name: string): string {
  return name.toLowerCase().replaceAll(/[\s!-/:-@[-`{-~]/g, '');
}
