/** A record as it is sent, valid or not. */
export type WireRecord = Readonly<Record<string, unknown>>;
