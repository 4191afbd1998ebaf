import type { Weighted } from '../../random/seeded-random.js';

/** The hardware of a charging point in volts, amperes and kilowatts; `null` where operators omit it. */
export interface Hardware {
  readonly plugs: readonly string[];
  readonly powerType: 'AC_1_PHASE' | 'AC_3_PHASE' | 'DC';
  readonly voltage: number;
  readonly amperage: number;
  readonly power: number;
  readonly manufacturer: string | null;
}

/**
 * Weighted by the 551 real records, where four of five are Type 2 outlets, with the fast chargers of today's motorways.
 * The largest exceed the specification's limit of 99 A, which others only appear to observe.
 */
export const hardware = [
  ac(['Type 2 Outlet'], 32, 22, 54),
  ac(['Type 2 Outlet'], 29, 20, 11),
  ac(['Type 2 Outlet'], 16, 11, 9),
  ac(['Type 2 Connector (Cable Attached)'], 32, 22, 6),
  ac(['Type 2 Connector (Cable Attached)'], 63, 43, 3),
  [{ ...ac(['Type 2 Outlet', 'Type F Schuko'], 16, 3, 0)[0], powerType: 'AC_1_PHASE' }, 2],
  dc(['CCS Combo 2 Plug (Cable Attached)'], 400, 99, 50, 3),
  dc(['CCS Combo 2 Plug (Cable Attached)'], 400, 99, 150, 4),
  dc(['CCS Combo 2 Plug (Cable Attached)'], 920, 500, 300, 3),
  dc(['CCS Combo 2 Plug (Cable Attached)', 'CHAdeMO'], 400, 99, 50, 2),
  dc(['CHAdeMO'], 400, 99, 50, 3),
] as const satisfies readonly Weighted<Hardware>[];

function ac(plugs: Hardware['plugs'], amperage: number, power: number, weight: number): Weighted<Hardware> {
  return [{ plugs, powerType: 'AC_3_PHASE', voltage: 230, amperage, power, manufacturer: null }, weight];
}

function dc(
  plugs: Hardware['plugs'],
  voltage: number,
  amperage: number,
  power: number,
  weight: number,
): Weighted<Hardware> {
  return [{ plugs, powerType: 'DC', voltage, amperage, power, manufacturer: 'Testlader AG' }, weight];
}
