/** A record as it is sent, right or wrong. */
export type WireRecord = Readonly<Record<string, unknown>>;
