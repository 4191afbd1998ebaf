import type { WireCdr } from './wire-cdr.js';

/** How a second copy of a record can differ from the first. */
export const alterations = [
  'none',
  'energy',
  'evse',
  'time',
  'identification',
  'partner-session',
  'format',
] as const;
/** One of {@link alterations}. */
export type Alteration = (typeof alterations)[number];

/**
 * The text of an altered copy. `energy`, `evse`, `time` and `identification` change what is billed; `partner-session`
 * and `format` (order of keys, decimals as text, nulls omitted) do not.
 */
export function alterCdr(cdr: WireCdr, alteration: Alteration): string {
  switch (alteration) {
    case 'none':
      return JSON.stringify(cdr);
    case 'energy':
      return JSON.stringify({ ...cdr, ConsumedEnergy: Number((Number(cdr.ConsumedEnergy) + 1).toFixed(3)) });
    case 'evse':
      return JSON.stringify({ ...cdr, EvseID: `${cdr.EvseID}9` });
    case 'time':
      return JSON.stringify({ ...cdr, SessionEnd: cdr.ChargingEnd, ChargingEnd: cdr.ChargingStart });
    case 'identification':
      return JSON.stringify({
        ...cdr,
        Identification: { RFIDMifareFamilyIdentification: { UID: '04FEDCBA987654' } },
      });
    case 'partner-session':
      return JSON.stringify({ ...cdr, CPOPartnerSessionID: 'another name of the operator' });
    case 'format':
      return JSON.stringify(reformat(cdr));
  }
}

function reformat(cdr: WireCdr): object {
  const decimal = (value: unknown): unknown => (typeof value === 'number' ? value.toFixed(3) : value);
  const members = Object.entries(cdr).filter(([, value]) => value !== null);
  return Object.fromEntries(members.toReversed().map(([name, value]) => [name, decimal(value)]));
}
