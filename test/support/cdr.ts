/** A charge detail record as HBS forwards it; some members exchanged. */
export function aCdr(
  exchanged: Record<string, unknown> = {},
): { SessionID: string } & Record<string, unknown> {
  return {
    SessionID: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
    CPOPartnerSessionID: '1234XYZ',
    EMPPartnerSessionID: null,
    PartnerProductID: 'AC 1',
    EvseID: 'DE*ABC*E12345*1',
    Identification: { RFIDMifareFamilyIdentification: { UID: '04A1B2C3D4E5F6' } },
    SessionStart: '2026-09-23T16:10:00+02:00',
    ChargingStart: '2026-09-23T16:15:00+02:00',
    ChargingEnd: '2026-09-23T17:15:00+02:00',
    SessionEnd: '2026-09-23T17:20:00+02:00',
    MeterValueStart: 100.5,
    MeterValueEnd: 110.5,
    MeterValueInBetween: null,
    ConsumedEnergy: 10,
    SignedMeteringValues: null,
    HubOperatorID: 'DE*ABC',
    HubProviderID: 'DE-EMP',
    ...exchanged,
  };
}

/** Members of a record whose card, EVSE and CPOPartnerSessionID are unique: it collides with no other record. */
export function aUniqueCharge(SessionID: string): { SessionID: string } & Record<string, unknown> {
  const own = SessionID.slice(0, 8);
  return {
    SessionID,
    CPOPartnerSessionID: `of ${SessionID}`,
    EvseID: `DE*ABC*E${own}`,
    Identification: { RFIDMifareFamilyIdentification: { UID: own.toUpperCase() } },
  };
}

export const CDR_PATH = '/api/oicp/cdrmgmt/v22/operators/DE*ABC/charge-detail-record';
