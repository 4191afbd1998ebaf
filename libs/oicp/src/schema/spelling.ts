/** Characters of a text that are compared with known values: twice as many as the longest of OICP has. */
export const LONGEST_SPELLING = 100;

/**
 * A name without case, blanks and punctuation, the same for every spelling: `ChargingStationId` and `ChargingStationID`,
 * `power` and `Power`, `Connector Error` and `ConnectorError`.
 */
export function plainSpelling(name: string): string {
  return name.toLowerCase().replaceAll(/[\s!-/:-@[-`{-~]/g, '');
}
