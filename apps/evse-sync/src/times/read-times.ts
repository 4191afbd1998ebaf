import { toShownText } from '../pricing/short-text.js';
import { coversWeek, isClock, type AvailableTime } from './week.js';

/** Most periods that are read of one list. */
export const MOST_PERIODS = 500;

/** When a tariff holds, or when a charging point is open: OICP has the same members for both. */
export interface ReceivedTimes {
  /** Of the list, in the names of OICP. */
  readonly pointer: string;
  readonly entries: readonly ReceivedDay[];
  /** The member that says whether there is no restriction, and its value. */
  readonly always: { readonly name: string; readonly value: boolean | undefined };
}

interface ReceivedDay {
  readonly on?: string | undefined;
  readonly Period?:
    readonly { readonly begin?: string | undefined; readonly end?: string | undefined }[] | undefined;
}

/** Collects what is wrong with times. Pointers are in the names of OICP. */
export interface TimesFaults {
  doubt(code: TimesFaultCode, pointer: string, message: string): void;
  /** Where the reader has already reported something at the same place or within it, that is the fault. */
  doubtUnlessKnown(code: TimesFaultCode, pointer: string, message: string): void;
}
type TimesFaultCode =
  'missing' | 'too-few' | 'too-many' | 'wrong-form' | 'ends-before-begin' | 'not-together';

/** Reads times, and reports what is wrong with them. `restricted`: there are times, and they leave a gap in the week. */
export function readTimes(
  received: ReceivedTimes,
  faults: TimesFaults,
): { readonly times: readonly AvailableTime[]; readonly restricted: boolean } {
  const { pointer, entries, always } = received;
  const times = readPeriods(received, faults);
  if (always.value === false && times.length === 0)
    faults.doubtUnlessKnown('missing', pointer, `${always.name} is false, but there are no readable times.`);
  const restricted = entries.length > 0 && !coversWeek(times);
  if (always.value === true && restricted)
    faults.doubtUnlessKnown('not-together', pointer, `${always.name} is true, but the times leave gaps.`);
  return { times, restricted };
}

function readPeriods({ pointer, entries, always }: ReceivedTimes, faults: TimesFaults): AvailableTime[] {
  const times: AvailableTime[] = [];
  for (const [entry, { on: day, Period: periods = [] }] of entries.entries()) {
    if (periods.length === 0)
      faults.doubtUnlessKnown('too-few', `${pointer}/${entry}/Period`, 'A day has no readable period.');
    const on = toShownText(day);
    for (const [index, { begin, end }] of periods.entries()) {
      if (times.length === MOST_PERIODS) {
        const message = `There are more than ${MOST_PERIODS} periods; further ones are not shown.`;
        faults.doubt('too-many', pointer, message);
        return times;
      }
      const [from, to] = [toTime(begin), toTime(end)];
      if (on === undefined || from === undefined || to === undefined) continue;
      const time = { on, from, to };
      checkPeriod(time, always.value, `${pointer}/${entry}/Period/${index}`, faults);
      times.push(time);
    }
  }
  return times;
}

/** Nearly every text is a time of day as it is: intake reads millions of them. */
function toTime(text: string | undefined): string | undefined {
  return text !== undefined && isClock(text) ? text : toShownText(text);
}

/** Checks a period. OICP does not define one that ends before it begins: a night, or a mistake. 00:00 ends the day. */
function checkPeriod(
  { on, from, to }: AvailableTime,
  always: boolean | undefined,
  pointer: string,
  faults: TimesFaults,
): void {
  if (!isClock(from) || !isClock(to) || from === '24:00')
    faults.doubtUnlessKnown('wrong-form', pointer, `${on} ${from} to ${to} is not a period of a day.`);
  else if (from >= to && (to !== '00:00' || (from === '00:00' && always !== true)))
    faults.doubt('ends-before-begin', pointer, `${on} ${from} to ${to} does not end after it begins.`);
}
