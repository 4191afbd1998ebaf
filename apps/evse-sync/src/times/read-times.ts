import { toShownText } from '../pricing/short-text.js';
import { coversWeek, isClock, type AvailableTime } from './week.js';

/** Most days, and most readable periods, that are read of one list. */
const MOST = 500;

/** When a tariff holds, or when a charging point is open: OICP has the same members for both. */
export interface ReceivedTimes {
  /** Of the list, in the names of OICP. */
  readonly pointer: string;
  readonly entries: readonly ReceivedDay[];
  /** The member that says whether there is no restriction, and its value. */
  readonly always: { readonly name: string; readonly value: boolean | undefined };
  /** What days and periods beyond the limit are: a tariff is shown as read, a record as received. */
  readonly beyond: 'not shown' | 'not checked';
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

function readPeriods(received: ReceivedTimes, faults: TimesFaults): AvailableTime[] {
  const { pointer, entries, always, beyond } = received;
  const times: AvailableTime[] = [];
  const reportTooMany = (what: string): void => {
    faults.doubt('too-many', pointer, `There are more than ${MOST} ${what}; further ones are ${beyond}.`);
  };
  for (const [entry, { on: day, Period: periods = [] }] of entries.entries()) {
    if (entry === MOST) {
      reportTooMany('days');
      return times;
    }
    if (periods.length === 0)
      faults.doubtUnlessKnown('too-few', `${pointer}/${entry}/Period`, 'A day has no readable period.');
    const on = toShownText(day);
    for (const [index, { begin, end }] of periods.entries()) {
      const [from, to] = [toTime(begin), toTime(end)];
      if (on === undefined || from === undefined || to === undefined) continue;
      if (times.length === MOST) {
        reportTooMany('periods');
        return times;
      }
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
