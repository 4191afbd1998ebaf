/**
 * What two spellings of one name have in common: `ChargingStationId` and `ChargingStationID`, `power` and `Power`,
 * `Connector Error` and `ConnectorError`: everything but case, blanks and punctuation.
 */
export function plainSpelling(name: string): string {
  return name.toLowerCase().replaceAll(/[\s!-/:-@[-`{-~]/g, '');
}
