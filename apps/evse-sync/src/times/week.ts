/** A period on a day, or on each day of a group, as OICP names them. Times are `HH:MM`. */
export interface AvailableTime {
  readonly on: string;
  readonly from: string;
  readonly to: string;
}

const WORKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const WEEKEND = ['Saturday', 'Sunday'];
const WEEK = [...WORKDAYS, ...WEEKEND];
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Everyday', WEEK],
  ['Workdays', WORKDAYS],
  ['Weekend', WEEKEND],
]);
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Whether a text is a time of day: 00:00 to 24:00. */
export function isClock(text: string): boolean {
  return CLOCK.test(text);
}

/** Whether the times leave no gap in the week. A day may end at 23:59, at 24:00, or at 00:00 of the next. */
export function coversWeek(times: readonly AvailableTime[]): boolean {
  return WEEK.every((day) => coversDay(times.filter(({ on }) => (GROUPS.get(on) ?? [on]).includes(day))));
}

function coversDay(times: readonly AvailableTime[]): boolean {
  let covered = '00:00';
  for (const { from, to } of times.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (!isClock(from) || !isClock(to) || from > covered) continue;
    const end = to === '23:59' || to === '00:00' ? '24:00' : to;
    if (end > covered) covered = end;
  }
  return covered === '24:00';
}
