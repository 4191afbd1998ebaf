import { type NamedCase, lasting, ofCard } from './case-builders.js';

const inTwentyMinutes = {
  SessionStart: '2026-09-23T14:11:00Z',
  ChargingEnd: '2026-09-23T14:21:00Z',
  SessionEnd: '2026-09-23T14:31:00Z',
  ConsumedEnergy: 600,
  MeterValueEnd: 700.5,
};

const metered = (...meterValues: number[]): object => ({
  ConsumedEnergy: null,
  MeterValueStart: null,
  MeterValueEnd: null,
  MeterValueInBetween: { meterValues },
});

/** Field case 02 and its kind: energy against time, where the power of the EVSE is not known. */
export const energyCases: readonly NamedCase[] = [
  ['600 kWh in ten minutes', ofCard(() => lasting(10, 600)), ['energy-exceeds-power']],
  [
    '600 kWh as text in ten minutes',
    ofCard(() => ({ ...lasting(10, 600), ConsumedEnergy: '600' })),
    ['energy-exceeds-power'],
  ],
  ['25.6 kWh in no time', ofCard(() => lasting(0, 25.6)), ['energy-exceeds-power']],
  ['0.4 kWh in no time', ofCard(() => lasting(0, 0.4)), []],
  ['150 kWh in ten minutes', ofCard(() => lasting(10, 150)), []],
  [
    '600 kWh by the meter alone, in ten minutes',
    ofCard(() => ({ ...lasting(10, 600), ConsumedEnergy: null })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh, ChargingStart without offset in a session of 20 minutes',
    ofCard(() => ({ ...inTwentyMinutes, ChargingStart: '2026-09-23T14:15:00' })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh, its times of charging in wrong order in a session of 20 minutes',
    ofCard(() => ({ ...inTwentyMinutes, ChargingStart: '2026-09-23T18:00:00Z' })),
    ['energy-exceeds-power'],
  ],
  [
    'more energy than a number holds',
    ofCard(() => ({ ConsumedEnergy: '1e400', MeterValueEnd: null })),
    ['energy-exceeds-power'],
  ],
  ['10 kWh by the meter alone', ofCard(() => ({ ConsumedEnergy: null })), []],
  [
    '600 kWh by the values in between alone, in ten minutes',
    ofCard(() => ({ ...lasting(10, 600), ...metered(100.5, 400, 700.5) })),
    ['energy-exceeds-power'],
  ],
  [
    'values in between that run backwards',
    ofCard(() => ({ ...lasting(10, 600), ...metered(100.5, 800, 700.5) })),
    [],
  ],
  ['one value in between alone', ofCard(() => ({ ...lasting(10, 600), ...metered(700.5) })), []],
  ['a meter that runs backwards alone', ofCard(() => ({ ConsumedEnergy: null, MeterValueEnd: 1 })), []],
  [
    '1,800 kWh in a session without times of charging',
    ofCard(() => ({ ChargingStart: null, ChargingEnd: null, ConsumedEnergy: 1_800, MeterValueEnd: null })),
    ['energy-exceeds-power'],
  ],
  [
    '600 kWh in ten minutes, seen at two offsets',
    ofCard(() => ({ ...lasting(10, 600), ChargingStart: '2026-09-23T23:15:00+09:00' })),
    ['energy-exceeds-power'],
  ],
];
