/**
 * What two spellings of one name have in common: `ChargingStationId` and `ChargingStationID`, `power` and `Power`,
 * `Connector Error` and `ConnectorError`.
 */
export function plainSpelling(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
