import { openEnumeration } from '../schema/enumeration.js';
import { list } from '../schema/list.js';
import { mandatory, object } from '../schema/object.js';
import { text } from '../schema/text.js';

/** OICP's pattern takes any two digits twice; a clock shows 00:00 to 23:59, and 24:00 where a day ends. */
const clock = text({
  form: /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/,
  expects: 'a time of day such as 08:30',
});

/** From … to, local time of the charging point; can span midnight. */
export const period = object({ begin: mandatory(clock), end: mandatory(clock) });

/** One day of the week, or a group of days. */
export const weekday = openEnumeration(
  'Everyday',
  'Workdays',
  'Weekend',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
);

/** OICP 2.3, `OpeningTimesType`. The EMP specification capitalises `On`; every other document and the field do not. */
export const openingTimes = object({ Period: mandatory(list(period), 'Periods'), on: mandatory(weekday) });
