import type { Tariff } from '#suite';
import type { Violation } from '#oicp';
import { coversWeek, isClock, type AvailableTime } from './week.js';
import { leavesDoubt, type PriceFindings } from './price-findings.js';
import type { ReceivedProduct } from './received-pricing.js';
import { toShortText } from './short-text.js';

const POINTER = '/ProductAvailabilityTimes';
const MOST = 500;

/** Reads when a tariff holds. `always` is true only if nothing restricts it and nothing about times is unreadable. */
export function readAvailability(
  product: ReceivedProduct,
  violations: readonly Violation[],
  findings: PriceFindings,
): Pick<Tariff, 'always' | 'times'> {
  const { IsValid24hours: declared, ProductAvailabilityTimes: entries = [] } = product;
  const times = readTimes(product, findings);
  const lost = violations.some((each) => isOfTimes(each) && leavesDoubt(each));
  if (declared === false && times.length === 0)
    findings.doubtUnlessKnown(
      'missing',
      POINTER,
      'IsValid24hours is false, but there are no readable times.',
    );
  const restricted = entries.length > 0 && !coversWeek(times);
  if (declared === true && restricted)
    findings.doubtUnlessKnown('not-together', POINTER, 'IsValid24hours is true, but the times leave gaps.');
  return {
    always: declared === true && !restricted && !lost,
    ...(times.length > 0 && { times }),
  };
}

/** Whether a violation is about the times, in any spelling of names. A list missing as a whole restricts nothing. */
function isOfTimes({ code, pointer }: Violation): boolean {
  const isWithin = pointer
    .replaceAll(/[^a-z/]/gi, '')
    .toLowerCase()
    .startsWith(POINTER.toLowerCase());
  return isWithin && !(code === 'missing' && pointer === POINTER);
}

function readTimes(product: ReceivedProduct, findings: PriceFindings): AvailableTime[] {
  const times = (product.ProductAvailabilityTimes ?? []).flatMap(({ on, Period: periods = [] }, entry) => {
    if (periods.length === 0)
      findings.doubtUnlessKnown('too-few', `${POINTER}/${entry}/Period`, 'A day has no readable period.');
    return periods.flatMap(({ begin, end }, index) => {
      if (on === undefined || begin === undefined || end === undefined) return [];
      const time = { on: toShortText(on), from: toShortText(begin), to: toShortText(end) };
      checkPeriod(time, product.IsValid24hours, `${POINTER}/${entry}/Period/${index}`, findings);
      return [time];
    });
  });
  if (times.length > MOST)
    findings.doubt('too-many', POINTER, `There are more than ${MOST} periods; further ones are not shown.`);
  return times.slice(0, MOST);
}

/** Checks a period. OICP does not define one that ends before it begins: a night, or a mistake. 00:00 ends the day. */
function checkPeriod(
  time: AvailableTime,
  declared: boolean | undefined,
  pointer: string,
  findings: PriceFindings,
): void {
  const { on, from, to } = time;
  if (!isClock(from) || !isClock(to) || from === '24:00')
    findings.doubtUnlessKnown('wrong-form', pointer, `${on} ${from} to ${to} is not a period of a day.`);
  else if (from >= to && (to !== '00:00' || (from === '00:00' && declared !== true)))
    findings.doubt('ends-before-begin', pointer, `${on} ${from} to ${to} does not end after it begins.`);
}
