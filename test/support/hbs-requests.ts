import { Instant, outboundOperations, type OutboundOperationName } from '#oicp';

const ProviderID = 'DE-EMP';
const EvseID = 'DE*ABC*E12345*1';
const SessionID = 'f98efba4-02d8-4fa0-b810-9a9d50d2c527';
const Identification = { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } };
const remote = { ProviderID, EvseID };
const { authorizeRemoteStart, authorizeRemoteStop, remoteReservationStart, remoteReservationStop } =
  outboundOperations;
const { pullEvseStatus, pullEvseStatusById, pullEvseStatusByOperatorId } = outboundOperations;

const write: Readonly<Record<OutboundOperationName, () => string>> = {
  authorizeRemoteStart: () => authorizeRemoteStart.request.write({ ...remote, Identification }),
  authorizeRemoteStop: () => authorizeRemoteStop.request.write({ ...remote, SessionID }),
  remoteReservationStart: () => remoteReservationStart.request.write({ ...remote, Identification }),
  remoteReservationStop: () => remoteReservationStop.request.write({ ...remote, SessionID }),
  getChargeDetailRecords: () =>
    outboundOperations.getChargeDetailRecords.request.write({
      ProviderID,
      From: Instant.at(Date.UTC(2026, 0, 1)),
      To: Instant.at(Date.UTC(2026, 0, 2)),
    }),
  pullEvseData: () =>
    outboundOperations.pullEvseData.request.write({ ProviderID, GeoCoordinatesResponseFormat: 'Google' }),
  pullEvseStatus: () => pullEvseStatus.request.write({ ProviderID }),
  pullEvseStatusById: () => pullEvseStatusById.request.write({ ProviderID, EvseID: [EvseID] }),
  pullEvseStatusByOperatorId: () =>
    pullEvseStatusByOperatorId.request.write({ ProviderID, OperatorID: ['DE*ABC'] }),
  pullPricingProductData: () =>
    outboundOperations.pullPricingProductData.request.write({ OperatorIDs: ['DE*ABC'] }),
  pullEvsePricing: () =>
    outboundOperations.pullEvsePricing.request.write({ ProviderID, OperatorIDs: ['DE*ABC'] }),
  pushAuthenticationData: () =>
    outboundOperations.pushAuthenticationData.request.write({
      ActionType: 'update',
      ProviderAuthenticationData: { ProviderID, AuthenticationDataRecord: [{ Identification }] },
    }),
};

/** The least request that HBS accepts for an operation: for tests of transport. */
export function aRequest(operation: OutboundOperationName): string {
  return write[operation]();
}
