/** A notification of a CPO as HBS forwards it; some members exchanged. */
export function aNotification(
  type: string,
  sessionId: string,
  exchanged: Record<string, unknown> = {},
): { SessionID: string } & Record<string, unknown> {
  return {
    Type: type,
    SessionID: sessionId,
    EvseID: 'DE*ABC*E12345*1',
    OperatorID: 'DE*ABC',
    ChargingStart: minutesAgo(30),
    ...(type === 'Progress' && { EventOccurred: minutesAgo(20), ConsumedEnergyProgress: 3.5 }),
    ...(type === 'End' && { ChargingEnd: minutesAgo(5), ConsumedEnergy: 7.2 }),
    ...exchanged,
  };
}

/** An instant in the past, with the offset of Berlin in winter. */
export function minutesAgo(minutes: number): string {
  const shown = new Date(Date.now() - minutes * 60_000 + 60 * 60_000).toISOString();
  return shown.replace(/\.\d+Z$/, '+01:00');
}
