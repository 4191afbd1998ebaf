import { openEnumeration } from '../schema/enumeration.js';
import { list } from '../schema/list.js';
import { mandatory, object } from '../schema/object.js';
import { text } from '../schema/text.js';

/** OICP's pattern allows any two digits twice; a time of day is 00:00 to 23:59, and 24:00 at the end of a day. */
const clock = text({
  form: /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/,
  expects: 'a time of day such as 08:30',
});

/** A period in local time of the charging point; it can span midnight. */
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

/** OICP 2.3, `OpeningTimesType`. Only the EMP specification capitalises `On`; other documents and operators do not. */
export const openingTimes = object({ Period: mandatory(list(period), 'Periods'), on: mandatory(weekday) });
