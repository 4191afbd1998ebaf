import type { SeededRandom } from '../../random/seeded-random.js';

const NIGHTS = [
  { begin: '18:00', end: '23:59' },
  { begin: '00:00', end: '05:00' },
];
const SHOP = [{ begin: '08:00', end: '17:30' }];
const EVERY_DAY = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WORKDAYS = EVERY_DAY.slice(0, 5);

/** Generates opening times as real operators write them: day by day, nights in two parts. */
export function generateOpeningTimes(random: SeededRandom): readonly object[] {
  const periods = random.pick([NIGHTS, SHOP]);
  const days = random.pick([WORKDAYS, EVERY_DAY, ['Everyday']]);
  return days.map((on) => ({ Period: periods, on }));
}
