import type { Tariff } from '#suite';
import type { Violation } from '#oicp';
import { coversWeek, isClock, type AvailableTime } from './week.js';
import { leavesDoubt, type PriceFindings } from './price-findings.js';
import type { ReceivedProduct } from './received-pricing.js';
import { storableText } from './storable-text.js';

const POINTER = '/ProductAvailabilityTimes';
const MOST = 500;

/** When a tariff holds. `always` only where nothing that was sent restricts it, or could not be read. */
export function readAvailability(
  product: ReceivedProduct,
  violations: readonly Violation[],
  findings: PriceFindings,
): Pick<Tariff, 'always' | 'times'> {
  const { IsValid24hours: declared, ProductAvailabilityTimes: entries = [] } = product;
  const times = readTimes(product, findings);
  const lost = violations.some((each) => isOfTimes(each) && leavesDoubt(each));
  if (declared === false && times.length === 0)
    findings.doubtUnlessKnown('missing', POINTER, 'IsValid24hours is false, and no times could be read.');
  const restricted = entries.length > 0 && !coversWeek(times);
  if (declared === true && restricted)
    findings.doubtUnlessKnown(
      'not-together',
      POINTER,
      'IsValid24hours is true, and yet there are times that leave gaps.',
    );
  return {
    always: declared === true && !restricted && !lost,
    ...(times.length > 0 && { times }),
  };
}

/** Names may be spelled otherwise. That the list is missing as a whole restricts nothing. */
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
      findings.doubtUnlessKnown(
        'too-few',
        `${POINTER}/${entry}/Period`,
        'A day has no period that could be read.',
      );
    return periods.flatMap(({ begin, end }, index) => {
      if (on === undefined || begin === undefined || end === undefined) return [];
      const time = { on: storableText(on), from: storableText(begin), to: storableText(end) };
      check(time, product.IsValid24hours, `${POINTER}/${entry}/Period/${index}`, findings);
      return [time];
    });
  });
  if (times.length > MOST)
    findings.doubt('too-many', POINTER, `There are more than ${MOST} periods; the others are not shown.`);
  return times.slice(0, MOST);
}

/** OICP does not say what a period means that ends before it begins: the night, or a slip. 00:00 ends the day. */
function check(
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
